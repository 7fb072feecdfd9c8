package dev.adjoint.nn;

import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.RunningStatistics;
import java.util.Map;
import java.util.Optional;

/// Batch normalisation: `y = (x − μ) / √(v + ε) · weight + bias` for each channel (Ioffe and
/// Szegedy 2015). [BatchNorm1d], [BatchNorm2d] and [BatchNorm3d] differ only in the shapes that
/// they take.
///
/// In training μ and v are the mean and the biased variance of the channel over the batch and all
/// positions, and the running statistics are updated with them; in inference μ and v are the
/// running statistics. A part of a network that is recomputed ([dev.adjoint.tensor.Recompute])
/// updates them twice.
///
/// @param <B> the layer itself
public sealed interface BatchNorm<B extends BatchNorm<B>> extends Layer
    permits BatchNorm1d, BatchNorm2d, BatchNorm3d {

  /// The gain `[C]`, or empty for none.
  Optional<Parameter> weight();

  /// What is added, `[C]`, or empty for none.
  Optional<Parameter> bias();

  /// What inference uses, or empty where it uses the batch as training does.
  Optional<RunningStatistics> running();

  /// ε, added to the variance.
  double epsilon();

  /// A layer of the same kind with these parts.
  @CheckReturnValue
  B with(
      Optional<Parameter> weight,
      Optional<Parameter> bias,
      Optional<RunningStatistics> running,
      double epsilon);

  /// This layer without weight and bias.
  default B withoutAffine() {
    return with(Optional.empty(), Optional.empty(), running(), epsilon());
  }

  /// This layer without running statistics: inference normalises by the batch too.
  default B withoutRunningStatistics() {
    return with(weight(), bias(), Optional.empty(), epsilon());
  }

  /// This layer with another share of a new batch in the running statistics, within 0 … 1.
  @CheckReturnValue
  default B withMomentum(double momentum) {
    return with(weight(), bias(), running().map(given -> given.withMomentum(momentum)), epsilon());
  }

  /// This layer with another ε, above 0.
  @CheckReturnValue
  default B withEpsilon(double newEpsilon) {
    return with(weight(), bias(), running(), newEpsilon);
  }

  /// The parts by PyTorch's names, in its order.
  @Override
  default Map<String, Object> parts() {
    return BatchNormalization.parts(this);
  }
}
