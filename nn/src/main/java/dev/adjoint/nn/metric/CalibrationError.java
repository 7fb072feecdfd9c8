package dev.adjoint.nn.metric;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.OptionalLong;

/// The expected calibration error (Naeini, Cooper and Hauskrecht 2015): how far the probability of
/// the answer is from the share of right answers, averaged over equally wide bins of the
/// probability and weighted by their number of samples, 0 … 1.
///
/// **Shapes**: logits `[…, K]`, class indices `[…]`.
///
/// @param bins at least 1; 15 is usual
public record CalibrationError(int bins) implements Metric {

  private static final int NUMBERS = 3;

  /// Checks the range.
  public CalibrationError {
    if (bins < 1) {
      throw new IllegalArgumentException(
          "calibration error: the number of bins is %d but must be at least 1; 15 is usual"
              .formatted(bins));
    }
  }

  /// With 15 bins.
  public CalibrationError() {
    this(15);
  }

  @Override
  public String name() {
    return "calibration_error";
  }

  /// For each bin the count of samples, of right answers, and the sum of the probabilities. A
  /// probability on an edge belongs to the bin below it.
  @Override
  public double[] state(Tensor outputs, Tensor target) {
    ClassIndices indices = ClassIndices.of(name(), outputs, target, OptionalLong.empty());
    double[] state = new double[NUMBERS * bins];
    if (indices.target().length == 0) {
      return state;
    }
    double[] confidence = indices.outputs().to(ElementType.F64).softmax(1).max(1).toDoubleArray();
    long[] predicted = indices.predicted();
    for (int i = 0; i < predicted.length; i++) {
      int bin = Math.clamp((int) Math.ceil(confidence[i] * bins) - 1, 0, bins - 1);
      state[NUMBERS * bin]++;
      state[NUMBERS * bin + 1] += predicted[i] == indices.target()[i] ? 1 : 0;
      state[NUMBERS * bin + 2] += confidence[i];
    }
    return state;
  }

  @Override
  public double value(double[] state) {
    double total = 0;
    double distance = 0;
    for (int i = 0; i < state.length; i += NUMBERS) {
      total += state[i];
      distance += Math.abs(state[i + 1] - state[i + 2]);
    }
    return distance / total;
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }
}
