package dev.adjoint.nn.optim;

import dev.adjoint.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The two running averages that Adam and AdamW share, and the direction they give.
///
/// t counts the steps of this parameter, not of the training: one that is thawed late starts from
/// 1.
///
/// ```
/// m ← β₁·m + (1 − β₁)·g
/// v ← β₂·v + (1 − β₂)·g²
/// direction = (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε)
/// ```
record AdamMoments(Tensor m, Tensor v, long t) {

  private static final String FIRST = "exp_avg";
  private static final String SECOND = "exp_avg_sq";
  private static final String STEP = "step";

  static AdamMoments after(Map<String, Tensor> state, Tensor g, double beta1, double beta2) {
    Tensor steps = state.get(STEP);
    return new AdamMoments(
        average(state.get(FIRST), g, beta1),
        average(state.get(SECOND), g.square(), beta2),
        steps == null ? 1 : steps.itemLong() + 1);
  }

  private static Tensor average(@Nullable Tensor before, Tensor now, double beta) {
    Tensor part = now.multiply(1 - beta);
    return before == null ? part : before.multiply(beta).add(part);
  }

  Tensor direction(double beta1, double beta2, double epsilon) {
    double first = 1 - StrictMath.pow(beta1, (double) t);
    double second = Math.sqrt(1 - StrictMath.pow(beta2, (double) t));
    return m.divide(v.sqrt().divide(second).add(epsilon)).divide(first);
  }

  Map<String, Tensor> toMap() {
    return Map.of(FIRST, m, SECOND, v, STEP, Tensor.scalar(t));
  }

  static void requireDecay(String rule, double weightDecay) {
    if (!(weightDecay >= 0)) {
      throw new IllegalArgumentException(
          "%s: the weight decay is %s but must be at least 0; 0.01 is usual"
              .formatted(rule, weightDecay));
    }
  }

  static void requireRanges(String rule, double beta1, double beta2, double epsilon) {
    if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1 && epsilon >= 0)) {
      throw new IllegalArgumentException(
          "%s: betas are at least 0 and below 1 and epsilon at least 0 (beta1 %s, beta2 %s, epsilon %s); 0.9, 0.999 and 1e-8 are usual"
              .formatted(rule, beta1, beta2, epsilon));
    }
  }
}
