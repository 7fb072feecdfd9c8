package dev.adjoint.explain.lesson.working;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.check.GradientCheck;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/// Derivatives measured by central differences, `(f(x + h) − f(x − h)) / 2h`, in F64.
public final class Numeric {

  private Numeric() {}

  /// The slope of a function of one number at x.
  ///
  /// @param h the step, above 0
  public static double slope(DoubleUnaryOperator f, double x, double h) {
    return (f.applyAsDouble(x + h) - f.applyAsDouble(x - h)) / (2 * h);
  }

  /// The gradient at x, one element after another, with the step of the library's own check.
  ///
  /// @param f a function whose value is a single number
  /// @param x F64, of any shape
  public static Tensor gradient(UnaryOperator<Tensor> f, Tensor x) {
    return gradient(f, x, GradientCheck.STEP);
  }

  /// The gradient at x with step h.
  public static Tensor gradient(UnaryOperator<Tensor> f, Tensor x, double h) {
    double[] at = x.toDoubleArray();
    double[] gradient = new double[at.length];
    for (int i = 0; i < at.length; i++) {
      int index = i;
      gradient[i] =
          slope(
              value -> {
                double[] moved = at.clone();
                moved[index] = value;
                return f.apply(Tensor.of(ElementType.F64, moved, x.shape())).item();
              },
              at[i],
              h);
    }
    return Tensor.of(ElementType.F64, gradient, x.shape());
  }
}
