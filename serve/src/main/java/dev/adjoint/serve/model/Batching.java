package dev.adjoint.serve.model;

import java.time.Duration;

/// How the samples of several requests are computed together. It changes only the speed: a sample
/// has the same bits in every batch.
///
/// @param samples the most samples that are computed together
/// @param queue the most requests that wait for one model; more are refused with 503
/// @param patience how long a request waits for its answer before it is refused with 503
/// @param gather how long to wait for more samples before a batch begins; 0 takes the requests that
///   wait now
public record Batching(int samples, int queue, Duration patience, Duration gather) {

  /// 256 samples, a queue of 128, 30 s, no waiting.
  public static final Batching USUAL =
      new Batching(256, 128, Duration.ofSeconds(30), Duration.ZERO);

  /// Checks the sizes.
  ///
  /// @throws IllegalArgumentException naming what is too small
  public Batching {
    if (samples < 1 || queue < 1 || patience.toMillis() < 1 || gather.isNegative()) {
      throw new IllegalArgumentException(
          "batching: samples %d, queue %d and patience %s must be above 0 and gather %s must not be negative"
              .formatted(samples, queue, patience, gather));
    }
  }
}
