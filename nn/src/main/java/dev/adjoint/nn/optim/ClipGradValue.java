package dev.adjoint.nn.optim;

import dev.adjoint.tensor.Tensor;
import java.util.List;

/// Limits each element of the gradients to `−most … most`.
public record ClipGradValue(double most) implements GradientRule {

  /// Checks the range.
  public ClipGradValue {
    if (!(most > 0)) {
      throw new IllegalArgumentException(
          "clip grad value: the limit is %s but must be above 0; 1 is usual".formatted(most));
    }
  }

  @Override
  public List<Tensor> apply(List<Tensor> gradients) {
    return gradients.stream().map(g -> g.clamp(-most, most)).toList();
  }
}
