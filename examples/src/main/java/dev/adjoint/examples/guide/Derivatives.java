package dev.adjoint.examples.guide;

import module dev.adjoint.tensor;

/// Chapter 2: gradients.
public final class Derivatives {

  private Derivatives() {}

  /// The gradient of w² + 3w at w = 2, which is 7.
  public static double backward() {
    // @start region="backward"
    Parameter w = Parameter.of(Tensor.scalar(2.0));
    Tensor loss = w.value().square().add(w.value().multiply(3));
    loss.backward();
    double slope = w.gradient().item();
    // @end
    return slope;
  }

  /// The Hessian of the sum of cubes, which is diagonal with 6x.
  public static Tensor hessian() {
    // @start region="hessian"
    Tensor x = Tensor.of(1.0, 2.0);
    Tensor hessian = Gradients.hessian(v -> v.pow(3).sum(), x);
    // @end
    return hessian;
  }
}
