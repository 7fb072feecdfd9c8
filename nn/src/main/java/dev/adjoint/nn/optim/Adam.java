package dev.adjoint.nn.optim;

import dev.adjoint.tensor.Tensor;
import java.util.Map;

/// Adam (Kingma and Ba 2015), PyTorch's form.
///
/// ```
/// g ← g + λ·θ                      (weight decay as part of the gradient)
/// m ← β₁·m + (1 − β₁)·g
/// v ← β₂·v + (1 − β₂)·g²
/// θ ← θ − γ · (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε)
/// ```
///
/// @param rate γ
/// @param beta1 β₁, the memory of the mean, `0 ≤ β₁ < 1`
/// @param beta2 β₂, the memory of the mean square, `0 ≤ β₂ < 1`
/// @param epsilon ε, outside the root
/// @param weightDecay λ, added to the gradient; for the decoupled kind see [AdamW]
public record Adam(Schedule rate, double beta1, double beta2, double epsilon, double weightDecay)
    implements UpdateRule {

  /// Checks the ranges.
  public Adam {
    AdamMoments.requireRanges("adam", beta1, beta2, epsilon);
    AdamMoments.requireDecay("adam", weightDecay);
  }

  /// Adam with β₁ = 0.9, β₂ = 0.999, ε = 1e-8 and no weight decay.
  public Adam(double rate) {
    this(Schedule.constant(rate));
  }

  /// Adam with the usual hyperparameters and a schedule.
  public Adam(Schedule rate) {
    this(rate, 0.9, 0.999, 1e-8, 0);
  }

  @Override
  public Update update(Tensor value, Tensor g, Map<String, Tensor> state, long step) {
    Tensor d = weightDecay == 0 ? g : g.add(value.multiply(weightDecay));
    AdamMoments moments = AdamMoments.after(state, d, beta1, beta2);
    Tensor direction = moments.direction(beta1, beta2, epsilon);
    return new Update(value.subtract(direction.multiply(rate.at(step))), moments.toMap());
  }
}
