package dev.adjoint.nn.optim;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;
import java.util.List;

/// Scales each gradient on its own so that its 2-norm is at most `most` (clipping by block).
///
/// @param most the largest norm of a parameter's gradient, finite and above 0
public record ClipGradBlock(double most) implements GradientRule {

  /// Checks the range.
  public ClipGradBlock {
    Require.positive("clip grad block", "the largest norm", most, "1 is usual");
  }

  @Override
  public List<Tensor> apply(List<Tensor> gradients) {
    return gradients.stream().map(this::clipped).toList();
  }

  private Tensor clipped(Tensor g) {
    double factor = most / (g.norm().item() + 1e-6);
    return factor >= 1 ? g : g.multiply(factor);
  }
}
