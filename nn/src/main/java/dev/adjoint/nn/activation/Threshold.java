package dev.adjoint.nn.activation;

import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;

/// x where `x > threshold`, else `value`.
///
/// **Shapes**: any, result as x.
///
/// **Gradient**: g where `x > threshold`, else 0. NaN gives NaN.
///
/// As `torch.nn.Threshold`.
///
/// @param threshold above which x passes
/// @param value what stands for all other x
public record Threshold(double threshold, double value) implements PureLayer {

  /// Checks that both numbers are finite.
  public Threshold {
    Require.finite("threshold", "the threshold", threshold, "0 makes a ReLU");
    Require.finite("threshold", "the value", value, "0 makes a ReLU");
  }

  @Override
  public Tensor forward(Tensor x) {
    return Require.tensor("threshold", "x", x).threshold(threshold, value);
  }

  @Override
  public String toString() {
    return "Threshold(%s, %s)".formatted(threshold, value);
  }
}
