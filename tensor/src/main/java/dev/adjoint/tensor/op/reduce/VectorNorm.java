package dev.adjoint.tensor.op.reduce;

import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Tensor;

/// The vector norms, composed of other operations: `‖x‖ₚ = (Σ |x|ᵖ)^(1/p)`, and `max |x|` for p =
/// ∞.
///
/// The gradient is `g · sign(x) · (|x| / ‖x‖ₚ)^(p − 1)`. Where it is not defined it is 0, as in
/// PyTorch: at a vector of zeros, and for elements that are 0.
public final class VectorNorm {

  private VectorNorm() {}

  /// The norm over some axes (all if none are named).
  ///
  /// @param order p, above 0; may be infinite
  public static Tensor of(Tensor x, double order, KeepAxes keepAxes, int... axes) {
    ElementTypeException.requireFloating("norm", x);
    if (!(order > 0)) {
      throw new IllegalArgumentException(
          "norm: the order is a number above 0 or infinite, but is %s; use 2 for the length"
              .formatted(order));
    }
    if (order == 1) {
      return x.abs().sum(keepAxes, axes);
    }
    if (order == 2) {
      return root(x.square().sum(keepAxes, axes));
    }
    if (order == Double.POSITIVE_INFINITY) {
      return x.abs().max(keepAxes, axes);
    }
    return power(power(x.abs(), order).sum(keepAxes, axes), 1 / order);
  }

  /// `√x` for x ≥ 0, with gradient 0 at 0 instead of an infinite one.
  public static Tensor root(Tensor x) {
    Tensor zero = x.eq(0);
    return zero(x).where(zero, one(x).where(zero, x).sqrt());
  }

  /// `xᵖ` for x ≥ 0, with gradient 0 at 0. The 1 in place of 0 keeps infinities out of the branch
  /// that is not chosen, whose product with 0 would be NaN.
  private static Tensor power(Tensor x, double exponent) {
    Tensor zero = x.eq(0);
    return zero(x).where(zero, one(x).where(zero, x).pow(exponent));
  }

  private static Tensor zero(Tensor like) {
    return Tensor.scalar(like.elementType(), 0);
  }

  private static Tensor one(Tensor like) {
    return Tensor.scalar(like.elementType(), 1);
  }
}
