package dev.adjoint.explain.lesson.working;

import dev.adjoint.tensor.Tensor;

/// A derivative computed twice: by going back through the graph, and by central differences.
///
/// @param id unlike that of any other check of the lesson
/// @param label what it is called, such as `∂L/∂W2`
/// @param analytic by the chain rule
/// @param numeric by central differences
/// @param agrees whether both are the same, and what the lesson states where it does
public record Derivative(String id, String label, Tensor analytic, Tensor numeric, boolean agrees)
    implements Check {

  /// The largest difference that passes, relative to the derivative where that is above 1.
  public static final double TOLERANCE = 1e-7;

  public static Derivative of(String id, String label, Tensor analytic, Tensor numeric) {
    boolean close = distance(analytic, numeric, true) <= TOLERANCE;
    return new Derivative(id, label, analytic.detach(), numeric.detach(), close);
  }

  /// The derivative with the exact numbers that it must have.
  public Derivative exactly(double... numbers) {
    return with(Stated.exactly(numbers));
  }

  /// The derivative with the numbers that it must have when rounded to as many digits.
  public Derivative rounded(String... numbers) {
    return with(Stated.rounded(numbers));
  }

  private Derivative with(Stated stated) {
    boolean asStated = stated.includes(analytic.toDoubleArray());
    return new Derivative(id, label, analytic, numeric, agrees && asStated);
  }

  /// The largest absolute difference between both.
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
      // Written so that NaN counts as far.
      largest = distance <= largest ? largest : distance;
    }
    return largest;
  }
}
