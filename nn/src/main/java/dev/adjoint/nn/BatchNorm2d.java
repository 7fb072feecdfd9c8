package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.RunningStatistics;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.Optional;

/// Batch normalisation of images; the formula is that of [BatchNorm].
///
/// **Shapes**: x `[N, C, H, W]`, weight and bias `[C]`, result as x.
///
/// **Gradient**: in training that of [LayerNorm] over the batch and the positions of each channel;
/// in inference `g·weight / √(v + ε)`.
///
/// @param weight the gain, or empty for none
/// @param bias what is added; a layer has both a weight and a bias, or neither
/// @param running mean and variance for inference, named `running_mean`, `running_var` and
///   `num_batches_tracked` as in PyTorch; empty where inference uses the batch as training does
/// @param epsilon ε, added to the variance, above 0
public record BatchNorm2d(
    Optional<Parameter> weight,
    Optional<Parameter> bias,
    Optional<RunningStatistics> running,
    double epsilon)
    implements BatchNorm<BatchNorm2d> {

  /// Checks the range of ε and that the shapes agree.
  public BatchNorm2d {
    BatchNormalization.require(weight, bias, running, epsilon);
  }

  /// A layer with PyTorch's initial values: weight 1, bias 0, running mean 0 and variance 1,
  /// momentum 0.1, ε = 1e-5.
  public static BatchNorm2d of(int channels) {
    return BatchNormalization.of(channels, BatchNorm2d::new);
  }

  @Override
  @CheckReturnValue
  public BatchNorm2d with(
      Optional<Parameter> newWeight,
      Optional<Parameter> newBias,
      Optional<RunningStatistics> newRunning,
      double newEpsilon) {
    return new BatchNorm2d(newWeight, newBias, newRunning, newEpsilon);
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Shape shape = Require.tensor("batch norm", "x", x).shape();
    if (shape.rank() != 4) {
      throw new ShapeException(
          "batch norm",
          "x must be images [N, C, H, W] but is %s; reshape it, or use BatchNorm1d for features"
              .formatted(shape));
    }
    return BatchNormalization.forward(this, x, pass);
  }

  @Override
  public String toString() {
    return BatchNormalization.text("BatchNorm2d", this);
  }
}
