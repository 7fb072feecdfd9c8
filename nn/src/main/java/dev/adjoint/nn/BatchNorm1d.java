package dev.adjoint.nn;

import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.RunningStatistics;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.Map;
import java.util.Optional;

/// Batch normalisation of features or sequences: `y = (x − μ) / √(v + ε) · weight + bias` for each
/// channel (Ioffe and Szegedy 2015).
///
/// In training μ and v are the mean and the biased variance of the channel in the batch, over
/// samples and positions, and the running statistics take them in; in inference they are the
/// running statistics. A recomputed part of a network ([dev.adjoint.tensor.Recompute]) takes them
/// in twice.
///
/// **Shapes**: x `[N, C]` or `[N, C, L]`, weight and bias `[C]`, result as x.
///
/// @param weight the gain, or empty for none
/// @param bias what is added; there is one exactly where there is a weight
/// @param running mean and variance for inference, named `running_mean`, `running_var` and
///   `num_batches_tracked` as in PyTorch; empty where inference uses the batch as training does
/// @param epsilon ε, added to the variance
public record BatchNorm1d(
    Optional<Parameter> weight,
    Optional<Parameter> bias,
    Optional<RunningStatistics> running,
    double epsilon)
    implements Layer {

  /// Checks that the shapes agree.
  public BatchNorm1d {
    new BatchNormalization(weight, bias, running, epsilon);
  }

  private BatchNorm1d(BatchNormalization n) {
    this(n.weight(), n.bias(), n.running(), n.epsilon());
  }

  /// A layer with PyTorch's initial values: weight 1, bias 0, running mean 0 and variance 1,
  /// momentum 0.1, ε = 1e-5.
  public static BatchNorm1d of(int channels) {
    return new BatchNorm1d(BatchNormalization.of(channels));
  }

  /// This layer without weight and bias.
  public BatchNorm1d withoutAffine() {
    return new BatchNorm1d(Optional.empty(), Optional.empty(), running, epsilon);
  }

  /// This layer without running statistics: inference normalises by the batch too.
  public BatchNorm1d withoutRunningStatistics() {
    return new BatchNorm1d(weight, bias, Optional.empty(), epsilon);
  }

  /// This layer with another share of a new batch in the running statistics.
  public BatchNorm1d withMomentum(double momentum) {
    return new BatchNorm1d(weight, bias, running.map(s -> s.withMomentum(momentum)), epsilon);
  }

  /// This layer with another ε.
  public BatchNorm1d withEpsilon(double newEpsilon) {
    return new BatchNorm1d(weight, bias, running, newEpsilon);
  }

  private BatchNormalization normalization() {
    return new BatchNormalization(weight, bias, running, epsilon);
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Shape shape = x.shape();
    if (shape.rank() != 2 && shape.rank() != 3) {
      throw new ShapeException(
          "batch norm", "x must be [N, C] or [N, C, L] but is %s; reshape it".formatted(shape));
    }
    return normalization().forward(x, pass, this);
  }

  @Override
  public Map<String, Object> parts() {
    return normalization().parts();
  }

  @Override
  public String toString() {
    return normalization().text("BatchNorm1d");
  }
}
