package dev.adjoint.nn.distance;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Tensor;

/// The cosine of the angle between two vectors: `x·y / (max(‖x‖, ε) · max(‖y‖, ε))`, within −1 … 1.
///
/// **Shapes**: x and y broadcast; the axis is gone from the result.
///
/// **Gradient**: for x `(ŷ − c·x̂)/‖x‖` with the directions x̂, ŷ and the result c; a vector of
/// zeros gets `ŷ/ε`.
///
/// As `torch.nn.CosineSimilarity`.
///
/// @param axis the axis of the vectors; 1 is PyTorch's default
/// @param epsilon ε, above 0; 1e-8 is usual
public record CosineSimilarity(int axis, double epsilon) {

  /// Checks ε.
  public CosineSimilarity {
    Require.epsilon("cosine similarity", epsilon);
  }

  /// Along axis 1 with ε = 1e-8.
  public CosineSimilarity() {
    this(1, 1e-8);
  }

  /// The cosine of each pair.
  public Tensor forward(Tensor x, Tensor y) {
    Require.tensor("cosine similarity", "x", x);
    Require.tensor("cosine similarity", "y", y);
    return direction(x).multiply(direction(y)).sum(axis);
  }

  private Tensor direction(Tensor x) {
    return x.divide(x.norm(2, KeepAxes.YES, axis).clamp(epsilon, Double.MAX_VALUE));
  }

  @Override
  public String toString() {
    return "CosineSimilarity(axis %d)".formatted(axis);
  }
}
