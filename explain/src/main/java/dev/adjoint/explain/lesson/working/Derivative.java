package dev.adjoint.explain.lesson.working;

import dev.adjoint.tensor.Tensor;

/// A derivative computed in two ways: by backpropagation through the graph and by central
/// differences.
///
/// @param id unique among the checks of the lesson
/// @param label its name, such as `∂L/∂W2`
/// @param analytic the value by the chain rule
/// @param numeric the value by central differences
/// @param agrees whether both values are equal and, if the lesson states a value, equal to it
public record Derivative(String id, String label, Tensor analytic, Tensor numeric, boolean agrees)
    implements Check {

  /// The largest difference that is accepted, relative to the derivative if that is above 1.
  public static final double TOLERANCE = 1e-7;

  public static Derivative of(String id, String label, Tensor analytic, Tensor numeric) {
    boolean close = distance(analytic, numeric, true) <= TOLERANCE;
    return new Derivative(id, label, analytic.detach(), numeric.detach(), close);
  }

  /// The derivative with its required exact numbers.
  public Derivative exactly(double... numbers) {
    return with(Stated.exactly(numbers));
  }

  /// The derivative with its required numbers, compared after rounding to the same number of
  /// digits.
  public Derivative rounded(String... numbers) {
    return with(Stated.rounded(numbers));
  }

  private Derivative with(Stated stated) {
    boolean asStated = stated.includes(analytic.toDoubleArray());
    return new Derivative(id, label, analytic, numeric, agrees && asStated);
  }

  /// The largest absolute difference between the two values.
  public double difference() {
    return distance(analytic, numeric, false);
  }

  private static double distance(Tensor left, Tensor right, boolean relative) {
    double[] a = left.toDoubleArray();
    double[] b = right.toDoubleArray();
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      double size = relative ? Math.max(1, Math.max(Math.abs(a[i]), Math.abs(b[i]))) : 1;
      double distance = Math.abs(a[i] - b[i]) / size;
      // This condition treats NaN as too far.
      largest = distance <= largest ? largest : distance;
    }
    return largest;
  }
}
