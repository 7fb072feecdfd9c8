package dev.adjoint.data;

import dev.adjoint.tensor.Tensor;
import java.util.Map;
import java.util.stream.Stream;

/// Samples that come one after another: a large file, a generator, a queue. Their number may be
/// unknown.
///
/// ```java
/// SampleStream lines = epoch -> Files.lines(file).map(line -> Map.of("features", encode(line)));
/// ```
@FunctionalInterface
public non-sealed interface SampleStream extends Source {

  /// The samples of an epoch, as fields without the axis of the samples. The stream is closed when
  /// the epoch ends or is stopped.
  ///
  /// A run can be resumed to the same bits if the same epoch always gives the same samples in the
  /// same order.
  ///
  /// @param epoch counted from 0
  Stream<Map<String, Tensor>> open(int epoch);

  @Override
  default String fingerprint() {
    return "a stream of samples";
  }
}
