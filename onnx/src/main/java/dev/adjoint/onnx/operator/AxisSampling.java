package dev.adjoint.onnx.operator;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;

/// One axis resampled to another size.
///
/// @param start of the region of the input that the output shows, as a part of it
/// @param end of the region
record AxisSampling(
    NodeCall call, Options options, int before, int after, double scale, double start, double end) {

  /// How an axis is resampled, in the words of ONNX.
  record Options(
      String mode,
      String coordinates,
      String nearest,
      double cubic,
      boolean excludeOutside,
      double extrapolation) {

    boolean crops() {
      return coordinates.equals("tf_crop_and_resize");
    }
  }

  Tensor of(Tensor x, int axis) {
    if (options.mode().equals("nearest")) {
      long[] index = new long[after];
      Arrays.setAll(index, i -> Math.clamp(nearest(i), 0, before - 1));
      return x.indexSelect(axis, Tensor.of(index));
    }
    Tensor weights = Tensor.of(ElementType.F64, matrix(), Shape.of(after, before));
    ElementType type = x.elementType().isFloating() ? x.elementType() : ElementType.F32;
    Tensor y = x.to(type).moveaxis(axis, -1).linear(weights.to(type)).moveaxis(-1, axis);
    return type == x.elementType() ? y : y.round().to(x.elementType());
  }

  /// Which elements of the output are within the input.
  Tensor inside(int axis, int rank) {
    boolean[] inside = new boolean[after];
    for (int i = 0; i < after; i++) {
      double at = coordinate(i);
      inside[i] = at >= 0 && at <= before - 1;
    }
    int[] sizes = new int[rank];
    Arrays.fill(sizes, 1);
    sizes[axis] = after;
    return Tensor.of(inside, Shape.of(sizes));
  }

  /// Where the element i of the output is in the input.
  private double coordinate(int i) {
    return switch (options.coordinates()) {
      case "half_pixel" -> (i + 0.5) / scale - 0.5;
      case "half_pixel_symmetric" -> {
        double adjusted = after / (scale * before);
        double offset = before / 2.0 * (1 - adjusted);
        yield offset + (i + 0.5) / scale - 0.5;
      }
      case "pytorch_half_pixel" -> after > 1 ? (i + 0.5) / scale - 0.5 : 0;
      case "tf_half_pixel_for_nn" -> (i + 0.5) / scale;
      case "asymmetric" -> i / scale;
      case "align_corners" -> after == 1 ? 0 : (double) i * (before - 1) / (after - 1);
      case "tf_crop_and_resize" ->
          after > 1
              ? start * (before - 1) + i * (end - start) * (before - 1) / (after - 1)
              : 0.5 * (start + end) * (before - 1);
      default ->
          throw call.refuse(
              "the coordinates \"%s\" are unknown; export the model with half_pixel"
                  .formatted(options.coordinates()));
    };
  }

  private long nearest(int i) {
    double at = coordinate(i);
    return switch (options.nearest()) {
      case "round_prefer_floor" -> (long) Math.ceil(at - 0.5);
      case "round_prefer_ceil" -> (long) Math.floor(at + 0.5);
      case "floor" -> (long) Math.floor(at);
      case "ceil" -> (long) Math.ceil(at);
      default -> throw call.refuse("nearest_mode \"%s\" is unknown".formatted(options.nearest()));
    };
  }

  /// The weight of each input element in each output element.
  private double[] matrix() {
    boolean cubic = options.mode().equals("cubic");
    if (!cubic && !options.mode().equals("linear")) {
      throw call.refuse(
          "the mode is \"%s\" but must be nearest, linear or cubic".formatted(options.mode()));
    }
    double[] matrix = new double[after * before];
    int reach = cubic ? 2 : 1;
    for (int i = 0; i < after; i++) {
      double at = coordinate(i);
      int left = (int) Math.floor(at);
      double sum = 0;
      double[] weights = new double[2 * reach];
      for (int j = 0; j < weights.length; j++) {
        int position = left - reach + 1 + j;
        double distance = Math.abs(at - position);
        weights[j] = cubic ? cubic(distance) : Math.max(0, 1 - distance);
        if (options.excludeOutside() && (position < 0 || position >= before)) {
          weights[j] = 0;
        }
        sum += weights[j];
      }
      for (int j = 0; j < weights.length; j++) {
        int position = Math.clamp(left - reach + 1 + j, 0, before - 1);
        matrix[i * before + position] += options.excludeOutside() ? weights[j] / sum : weights[j];
      }
    }
    return matrix;
  }

  /// Keys' kernel.
  private double cubic(double d) {
    double a = options.cubic();
    if (d <= 1) {
      return ((a + 2) * d - (a + 3)) * d * d + 1;
    }
    return d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
  }
}
