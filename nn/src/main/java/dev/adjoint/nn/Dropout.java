package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;

/// Sets elements to zero at random in training and scales the rest by `1 / (1 − p)`; does nothing
/// in inference (Srivastava et al. 2014).
///
/// **Shapes**: any, result as x.
///
/// **Gradient**: `g / (1 − p)` where x was kept, else 0.
///
/// @param p the probability of setting an element to zero, `0 ≤ p < 1`
public record Dropout(double p) implements Layer {

  /// Checks the range of p.
  public Dropout {
    if (!(p >= 0 && p < 1)) {
      throw new IllegalArgumentException(
          "dropout: the probability is %s but must be at least 0 and below 1; 0.5 is usual"
              .formatted(p));
    }
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Require.tensor("dropout", "x", x);
    return switch (Require.given("dropout", "the pass", pass, Pass.FIX)) {
      case Pass.Training training when p > 0 -> {
        Tensor keep = Tensor.bernoulli(x.shape(), 1 - p, training.random());
        ElementType type = x.elementType();
        yield x.multiply(keep.to(type).multiply(1 / (1 - p)));
      }
      case Pass.Training _, Pass.Inference _ -> x;
    };
  }

  @Override
  public String toString() {
    return "Dropout(%s)".formatted(p);
  }
}
