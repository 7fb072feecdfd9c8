package dev.adjoint.nn.activation;

import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;

/// x where `x ≥ 0`, else `a·x` with a slope a that is drawn for each element in training, evenly
/// from `lower … upper`, and is their mean in inference (Xu et al. 2015).
///
/// **Shapes**: any, result as x.
///
/// **Gradient**: g where `x > 0`, else `a·g`.
///
/// As `torch.nn.RReLU`, whose defaults are 1/8 and 1/3.
///
/// @param lower the smallest slope
/// @param upper the largest slope, at least `lower`
public record RRelu(double lower, double upper) implements Layer {

  /// Checks that the range is finite and not reversed.
  public RRelu {
    Require.finite("rrelu", "the lower slope", lower, "0.125 is usual");
    Require.finite("rrelu", "the upper slope", upper, "0.333 is usual");
    if (lower > upper) {
      throw new IllegalArgumentException(
          "rrelu: the slopes are %s … %s but must not be reversed; swap them"
              .formatted(lower, upper));
    }
  }

  /// Slopes of 1/8 … 1/3.
  public RRelu() {
    this(1.0 / 8, 1.0 / 3);
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Require.tensor("rrelu", "x", x);
    return switch (Require.given("rrelu", "the pass", pass, Pass.FIX)) {
      case Pass.Training training -> {
        Tensor slope = Tensor.uniform(x.elementType(), x.shape(), lower, upper, training.random());
        yield x.where(x.greater(0), x.multiply(slope));
      }
      case Pass.Inference _ -> x.leakyRelu((lower + upper) / 2);
    };
  }

  @Override
  public String toString() {
    return "RRelu(%s … %s)".formatted(lower, upper);
  }
}
