package dev.adjoint.nn.metric;

import dev.adjoint.tensor.Tensor;

/// A figure that shows how good a model is, and how it is added up over many batches.
///
/// A metric reduces each batch to a few numbers, its state; states are merged, and the state of all
/// batches gives the value. So a metric is exact over an epoch, whatever the sizes of the batches:
/// it is not a mean of the values of batches. A state is plain numbers, so that a checkpoint can
/// keep it.
///
/// A metric of your own is a record with these methods:
///
/// ```java
/// record WorstError() implements Metric {
///   public String name() { return "worst_error"; }
///   public double[] state(Tensor outputs, Tensor target) {
///     return new double[] {outputs.subtract(target).abs().max().item()};
///   }
///   public double[] merge(double[] one, double[] other) {
///     return new double[] {Math.max(one[0], other[0])};
///   }
///   public double value(double[] state) { return state[0]; }
///   public boolean higherIsBetter() { return false; }
/// }
/// ```
public interface Metric {

  /// The name in histories and files, such as `accuracy`: letters, digits, `_`, `-`, `.` and `@`.
  String name();

  /// What is kept of a batch.
  ///
  /// @param outputs of the model for B samples
  /// @param target what they are compared with
  double[] state(Tensor outputs, Tensor target);

  /// The state of two batches together; by default their sum, element by element.
  default double[] merge(double[] one, double[] other) {
    double[] both = one.clone();
    for (int i = 0; i < both.length; i++) {
      both[i] += other[i];
    }
    return both;
  }

  /// The value of a state; NaN where it is not defined.
  double value(double[] state);

  /// Whether a model with a higher value is the better one.
  default boolean higherIsBetter() {
    return true;
  }

  /// The value for one batch.
  default double of(Tensor outputs, Tensor target) {
    return value(state(outputs, target));
  }
}
