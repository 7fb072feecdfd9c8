package dev.adjoint.nn.optim;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Lookahead (Zhang et al. 2019): every k steps of an optimizer, slow weights go a part of the way
/// to its weights, and the optimizer continues from there: `φ ← φ + α·(θ − φ); θ ← φ`.
///
/// ```java
/// Lookahead optimizer = new Lookahead(Optimizer.of(model, new Adam(0.001)), 5, 0.5);
/// ```
public final class Lookahead {

  private final Optimizer optimizer;
  private final int every;
  private final double share;
  private final List<Tensor> slow = new ArrayList<>();

  /// Slow weights that start from the present ones.
  ///
  /// @param every k, at least 1; 5 is usual
  /// @param share α, above 0 and at most 1; 0.5 is usual
  public Lookahead(Optimizer optimizer, int every, double share) {
    this.optimizer = Require.given("lookahead", "the optimizer", optimizer);
    this.every = Require.size("lookahead", "the number of steps", every, "5 is usual");
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "lookahead: the share is %s but must be above 0 and at most 1; 0.5 is usual"
              .formatted(share));
    }
    this.share = share;
    for (Parameter parameter : optimizer.parameters()) {
      slow.add(parameter.value().detach().copy());
    }
  }

  /// Forgets the gradients of all parameters.
  public void zeroGrad() {
    optimizer.zeroGrad();
  }

  /// A step of the optimizer, after every k-th of which the slow weights follow.
  public void step() {
    optimizer.step();
    if (optimizer.steps() % every == 0) {
      List<Parameter> parameters = optimizer.parameters();
      for (int i = 0; i < slow.size(); i++) {
        Tensor fast = parameters.get(i).value().detach();
        Tensor next = slow.get(i).add(fast.subtract(slow.get(i)).multiply(share));
        slow.set(i, next);
        parameters.get(i).replace(next.copy());
      }
    }
  }

  @Override
  public String toString() {
    return "Lookahead(%s, every %d, share %s)".formatted(optimizer, every, share);
  }
}
