package dev.adjoint.nn.loss;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;
import java.util.OptionalDouble;

/// Binary cross-entropy from logits that counts certain samples less: `α·(1 − p)^γ·(−log p)` with p
/// the probability of the target (Lin et al. 2017); α for targets of 1 and `1 − α` for targets of
/// 0.
///
/// **Shapes**: input and target equal; target within 0 … 1.
///
/// **Throws**: IllegalArgumentException for a target outside 0 … 1.
///
/// As `torchvision.ops.sigmoid_focal_loss`.
///
/// **Gradient**: by the chain rule through σ; smooth everywhere.
///
/// @param gamma γ, at least 0 and finite
/// @param alpha α within 0 … 1, or empty for weights of 1
public record BinaryFocalLoss(double gamma, OptionalDouble alpha, Averaging averaging)
    implements Loss {

  private static final String NAME = "binary focal loss";

  /// Checks the arguments.
  public BinaryFocalLoss {
    Require.notNegative(NAME, "gamma", gamma, "2 is usual");
    Require.given(NAME, "alpha", alpha, "give OptionalDouble.empty() for none");
    if (alpha.isPresent() && !(alpha.getAsDouble() >= 0 && alpha.getAsDouble() <= 1)) {
      throw new IllegalArgumentException(
          "binary focal loss: alpha is %s but must be within 0 … 1; 0.25 is usual"
              .formatted(alpha.getAsDouble()));
    }
    Require.given(NAME, "the averaging", averaging, Averaging.FIX);
  }

  /// γ = 2, α = 0.25 and the mean.
  public BinaryFocalLoss() {
    this(2, OptionalDouble.of(0.25), Averaging.MEAN);
  }

  @Override
  public Tensor of(Tensor input, Tensor target) {
    Tensor losses = new BceWithLogitsLoss(Averaging.NONE).of(input, target);
    Tensor no = target.negative().add(1);
    // 1 − p: how much probability the other answer has.
    Tensor missing = target.multiply(input.negative().sigmoid()).add(no.multiply(input.sigmoid()));
    if (gamma > 0) {
      losses = losses.multiply(Focus.of(missing, gamma));
    }
    if (alpha.isPresent()) {
      double yes = alpha.getAsDouble();
      losses = losses.multiply(target.multiply(yes).add(no.multiply(1 - yes)));
    }
    return averaging.apply(losses);
  }
}
