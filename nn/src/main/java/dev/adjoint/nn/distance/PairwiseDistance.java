package dev.adjoint.nn.distance;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Tensor;

/// The distance of two vectors: `‖x − y + ε‖` with the norm of order p, `(Σ |d|ᵖ)^(1/p)`.
///
/// **Shapes**: x and y `[…, W]`, broadcast; result `[…]`.
///
/// **Gradient**: for x `sign(d)·(|d|/‖d‖)^(p−1)` of the differences d, for y the negative; ε keeps
/// it away from the kink where x and y are equal.
///
/// As `torch.nn.PairwiseDistance`.
///
/// @param p the order of the norm, above 0; 2 is usual
/// @param epsilon ε, added to each difference, above 0; 1e-6 is usual
public record PairwiseDistance(double p, double epsilon) {

  private static final String NAME = "pairwise distance";

  /// Checks the ranges.
  public PairwiseDistance {
    if (!(p > 0)) {
      throw new IllegalArgumentException(
          "pairwise distance: the order is %s but must be above 0; 2 is usual".formatted(p));
    }
    Require.epsilon(NAME, epsilon);
  }

  /// The Euclidean distance with ε = 1e-6.
  public PairwiseDistance() {
    this(2, 1e-6);
  }

  /// The distance of each pair.
  public Tensor forward(Tensor x, Tensor y) {
    Require.tensor(NAME, "x", x);
    Require.tensor(NAME, "y", y);
    return x.subtract(y).add(epsilon).norm(p, KeepAxes.NO, -1);
  }

  @Override
  public String toString() {
    return "PairwiseDistance(p %s)".formatted(p);
  }
}
