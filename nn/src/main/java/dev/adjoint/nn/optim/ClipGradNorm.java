package dev.adjoint.nn.optim;

import dev.adjoint.tensor.ParameterUpdates;
import dev.adjoint.tensor.Tensor;
import java.util.List;

/// Scales all gradients by one factor so that their common 2-norm is at most `most` (Pascanu et al.
/// 2013): `g ← g · min(1, most / (‖g‖ + 1e-6))`.
public record ClipGradNorm(double most) implements GradientRule {

  /// Checks the range.
  public ClipGradNorm {
    if (!(most > 0)) {
      throw new IllegalArgumentException(
          "clip grad norm: the largest norm is %s but must be above 0; 1 is usual".formatted(most));
    }
  }

  @Override
  public List<Tensor> apply(List<Tensor> gradients) {
    double factor = most / (ParameterUpdates.norm(gradients) + 1e-6);
    return factor >= 1 ? gradients : gradients.stream().map(g -> g.multiply(factor)).toList();
  }
}
