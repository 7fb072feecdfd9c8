package dev.adjoint.tensor;

import dev.adjoint.tensor.op.normalization.BatchNormGivenOp;
import dev.adjoint.tensor.op.normalization.BatchNormOp;
import dev.adjoint.tensor.op.normalization.LayerNormOp;
import java.util.Optional;

/// Normalisation to mean 0 and variance 1, by row or by channel.
public sealed interface NormalizationOps permits Tensor {

  private Tensor self() {
    return (Tensor) this;
  }

  /// Layer normalisation `(x − μ) / √(v + ε)` over the last axes, which have these sizes.
  ///
  /// @param epsilon ε, usually 1e-5
  /// @throws ShapeException if the last sizes of this tensor are others
  default Tensor layerNorm(Shape over, double epsilon) {
    Require.present("layerNorm", "over", over);
    return Tensor.apply(new LayerNormOp(over, epsilon), self());
  }

  /// Layer normalisation over as many last axes as the gain has, times the gain.
  default Tensor layerNorm(Tensor gain, double epsilon) {
    Require.present("layerNorm", "gain", gain);
    return Tensor.apply(new LayerNormOp(gain.shape(), epsilon), self(), gain);
  }

  /// Layer normalisation over as many last axes as the gain has, times the gain, plus the bias.
  default Tensor layerNorm(Tensor gain, Tensor bias, double epsilon) {
    Require.present("layerNorm", "gain", gain);
    Require.present("layerNorm", "bias", bias);
    return Tensor.apply(new LayerNormOp(gain.shape(), epsilon), self(), gain, bias);
  }

  /// Batch normalisation: each channel (axis 1) of this batch to mean 0 and variance 1.
  ///
  /// @param running the running statistics, which are updated with the mean and the variance of the
  ///   batch, or empty for none
  /// @param epsilon ε, usually 1e-5
  /// @throws ShapeException if there are no channels, or only one number in each
  default Tensor batchNorm(Optional<RunningStatistics> running, double epsilon) {
    Require.present("batchNorm", "running", running);
    return Tensor.apply(new BatchNormOp(running, epsilon), self());
  }

  /// The same, times the gain of each channel, plus its bias.
  default Tensor batchNorm(
      Tensor gain, Tensor bias, Optional<RunningStatistics> running, double epsilon) {
    Require.present("batchNorm", "gain", gain);
    Require.present("batchNorm", "bias", bias);
    Require.present("batchNorm", "running", running);
    return Tensor.apply(new BatchNormOp(running, epsilon), self(), gain, bias);
  }

  /// `(x − mean) / √(variance + ε)` by channel (axis 1): batch normalisation in inference.
  ///
  /// @throws ShapeException if a part has not one number for each channel
  default Tensor batchNormGiven(Tensor mean, Tensor variance, double epsilon) {
    Require.present("batchNormGiven", "mean", mean);
    Require.present("batchNormGiven", "variance", variance);
    return Tensor.apply(new BatchNormGivenOp(epsilon), self(), mean, variance);
  }

  /// The same, times the gain of each channel, plus its bias.
  default Tensor batchNormGiven(
      Tensor mean, Tensor variance, Tensor gain, Tensor bias, double epsilon) {
    Require.present("batchNormGiven", "mean", mean);
    Require.present("batchNormGiven", "variance", variance);
    Require.present("batchNormGiven", "gain", gain);
    Require.present("batchNormGiven", "bias", bias);
    return Tensor.apply(new BatchNormGivenOp(epsilon), self(), mean, variance, gain, bias);
  }
}
