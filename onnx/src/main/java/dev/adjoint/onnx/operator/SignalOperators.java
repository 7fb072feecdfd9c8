package dev.adjoint.onnx.operator;

import static dev.adjoint.onnx.operator.OperatorRow.same;

import dev.adjoint.formats.onnx.OnnxType;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Windows, Fourier transforms and mel weights of signals. A transform is a product with a matrix
/// of cosines and one of sines, whose cost grows with the square of the length.
final class SignalOperators {

  static final List<OperatorRow> ROWS =
      List.of(
          OperatorRow.of("HannWindow", call -> window(call, 0.5, 0.5, 0)),
          OperatorRow.of("HammingWindow", call -> window(call, 25.0 / 46, 21.0 / 46, 0)),
          OperatorRow.of("BlackmanWindow", call -> window(call, 0.42, 0.5, 0.08)),
          same("DFT", SignalOperators::transform),
          same("STFT", SignalOperators::shortTime),
          OperatorRow.of("MelWeightMatrix", SignalOperators::mel));

  private SignalOperators() {}

  private static OnnxType outputType(NodeCall call) {
    return OnnxType.of(call.whole("output_datatype", OnnxType.FLOAT.code())).orElse(OnnxType.FLOAT);
  }

  /// `a − b·cos(2πn/N) + c·cos(4πn/N)`.
  private static List<OnnxValue> window(NodeCall call, double a, double b, double c) {
    int size = call.ints(call.whole(0, 0))[0];
    double period = call.flag("periodic", true) ? size : size - 1;
    double[] values = new double[size];
    for (int n = 0; n < size; n++) {
      double angle = 2 * Math.PI * n / period;
      values[n] = size == 1 ? 1 : a - b * Math.cos(angle) + c * Math.cos(2 * angle);
    }
    return List.of(OnnxValue.of(outputType(call), Tensor.of(ElementType.F64, values)));
  }

  /// The transform along one axis of `[…, 1]` or, complex, `[…, 2]`.
  private static Tensor transform(NodeCall call) {
    Tensor x = call.tensor(0);
    int rank = x.shape().rank();
    long given = call.opset() < 20 ? call.whole("axis", 1) : call.whole(2, -2);
    int axis = call.axis(given, rank);
    int length = call.has(1) ? call.ints(call.whole(1, 0))[0] : x.shape().size(axis);
    int[] after = new int[rank];
    after[axis] = length - x.shape().size(axis);
    Tensor signal = MovementOperators.constant(x, new int[rank], after, 0);
    boolean inverse = call.flag("inverse", false);
    boolean oneSided = call.flag("onesided", false);
    int bins = oneSided ? length / 2 + 1 : length;
    return spectrum(signal, axis, length, bins, inverse);
  }

  private static Tensor spectrum(Tensor x, int axis, int length, int bins, boolean inverse) {
    Tensor cosines = waves(x.elementType(), length, bins, false, inverse);
    Tensor sines = waves(x.elementType(), length, bins, true, inverse);
    Tensor real = x.select(-1, 0);
    Tensor re = product(real, axis, cosines);
    Tensor im = product(real, axis, sines);
    if (x.shape().size(-1) == 2) {
      Tensor imaginary = x.select(-1, 1);
      re = re.subtract(product(imaginary, axis, sines));
      im = im.add(product(imaginary, axis, cosines));
    }
    return Tensor.stack(-1, re, im);
  }

  private static Tensor product(Tensor x, int axis, Tensor waves) {
    return x.moveaxis(axis, -1).linear(waves).moveaxis(-1, axis);
  }

  /// `cos(2πkn/N)` or `∓sin(2πkn/N)`, of the inverse divided by N.
  private static Tensor waves(
      ElementType type, int length, int bins, boolean sine, boolean inverse) {
    double[] values = new double[bins * length];
    for (int k = 0; k < bins; k++) {
      for (int n = 0; n < length; n++) {
        double angle = 2 * Math.PI * ((long) k * n % length) / length;
        double value = sine ? (inverse ? 1 : -1) * Math.sin(angle) : Math.cos(angle);
        values[k * length + n] = inverse ? value / length : value;
      }
    }
    return Tensor.of(ElementType.F64, values, Shape.of(bins, length)).to(type);
  }

  /// Transforms of windows of `[batch, time, 1 or 2]`: `[batch, frames, bins, 2]`.
  private static Tensor shortTime(NodeCall call) {
    Tensor x = call.tensor(0);
    int step = call.ints(call.whole(1, 1))[0];
    int length =
        call.has(3)
            ? call.ints(call.whole(3, 1))[0]
            : call.has(2) ? call.tensor(2).shape().count() : x.shape().size(1);
    int frames = (x.shape().size(1) - length) / step + 1;
    int bins = call.flag("onesided", true) ? length / 2 + 1 : length;
    List<Tensor> spectra = new ArrayList<>();
    for (int f = 0; f < frames; f++) {
      Tensor frame = x.slice(1, f * step, f * step + length);
      if (call.has(2)) {
        frame = frame.multiply(call.tensor(2).unsqueeze(1));
      }
      spectra.add(spectrum(frame, 1, length, bins, false));
    }
    if (spectra.isEmpty()) {
      throw call.refuse(
          "a frame has %d elements but the signal %d; give a longer signal"
              .formatted(length, x.shape().size(1)));
    }
    return Tensor.stack(1, spectra.toArray(Tensor[]::new));
  }

  /// Triangles over the bins of a spectrum, whose corners are at equal distances in mel.
  private static List<OnnxValue> mel(NodeCall call) {
    int bands = call.ints(call.whole(0, 0))[0];
    int length = call.ints(call.whole(1, 0))[0];
    double rate = call.whole(2, 0);
    double low = toMel(call.real(3, 0));
    double high = toMel(call.real(4, 0));
    int bins = length / 2 + 1;
    int[] corners = new int[bands + 2];
    Arrays.setAll(
        corners,
        i -> {
          double mel = low + i * (high - low) / (bands + 2);
          double hertz = 700 * (Math.pow(10, mel / 2595) - 1);
          return (int) Math.floor((length + 1) * hertz / rate);
        });
    double[] weights = new double[bins * bands];
    for (int band = 0; band < bands; band++) {
      int left = corners[band];
      int centre = corners[band + 1];
      int right = corners[band + 2];
      if (left == centre) {
        weights[centre * bands + band] = 1;
      }
      for (int bin = left; bin <= centre && left < centre; bin++) {
        weights[bin * bands + band] = (double) (bin - left) / (centre - left);
      }
      for (int bin = centre; bin < right && centre < right; bin++) {
        weights[bin * bands + band] = (double) (right - bin) / (right - centre);
      }
    }
    return List.of(
        OnnxValue.of(outputType(call), Tensor.of(ElementType.F64, weights, Shape.of(bins, bands))));
  }

  private static double toMel(double hertz) {
    return 2595 * Math.log10(1 + hertz / 700);
  }
}
