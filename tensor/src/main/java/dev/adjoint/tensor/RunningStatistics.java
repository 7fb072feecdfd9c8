package dev.adjoint.tensor;

/// The mean and the variance of each channel, averaged over the batches of training: what batch
/// normalisation uses in inference.
///
/// @param mean `[C]`
/// @param variance `[C]`, unbiased
/// @param batches how many batches there were, a single I64
/// @param momentum the share of a new batch: `mean ← (1 − momentum)·mean + momentum·that of the
///   batch`, within 0 … 1
public record RunningStatistics(Buffer mean, Buffer variance, Buffer batches, double momentum) {

  /// Checks the range and that the shapes agree.
  public RunningStatistics {
    Require.present("batch norm", "mean", mean);
    Require.present("batch norm", "variance", variance);
    Require.present("batch norm", "batches", batches);
    if (!(momentum >= 0 && momentum <= 1)) {
      throw new IllegalArgumentException(
          "batch norm: the momentum is %s but must be within 0 and 1; 0.1 is usual"
              .formatted(momentum));
    }
    if (mean.shape().rank() != 1 || !mean.shape().equals(variance.shape())) {
      throw new ShapeException(
          "batch norm",
          "the running mean is %s and the running variance %s; give one number for each channel to both"
              .formatted(mean.shape(), variance.shape()));
    }
    if (!batches.shape().equals(Shape.SCALAR) || batches.elementType() != ElementType.I64) {
      throw new ShapeException(
          "batch norm",
          "the number of batches must be a single I64 but is %s %s"
              .formatted(batches.elementType(), batches.shape()));
    }
  }

  /// Before the first batch: mean 0, variance 1.
  public static RunningStatistics of(ElementType type, int channels, double momentum) {
    return new RunningStatistics(
        Buffer.of(Tensor.zeros(type, channels)),
        Buffer.of(Tensor.ones(type, channels)),
        Buffer.of(Tensor.scalar(0L)),
        momentum);
  }

  /// The same buffers with another momentum.
  @CheckReturnValue
  public RunningStatistics withMomentum(double newMomentum) {
    return new RunningStatistics(mean, variance, batches, newMomentum);
  }

  /// Updates the buffers with the mean and the biased variance of a batch.
  ///
  /// @param count the numbers of each channel in it
  public void update(Tensor batchMean, Tensor batchVariance, int count) {
    mean.average(1 - momentum, momentum, batchMean);
    // The factor from the biased to the unbiased variance.
    double unbiased = (double) count / Math.max(count - 1, 1);
    variance.average(1 - momentum, momentum * unbiased, batchVariance);
    batches.add(Tensor.scalar(1L));
  }
}
