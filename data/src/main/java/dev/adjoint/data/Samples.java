package dev.adjoint.data;

import dev.adjoint.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/// Samples that are read by their numbers, 0 … count − 1. They need not fit in memory.
///
/// [DataSet] holds samples in memory. For other sources, such as a folder of files, implement
/// [#read], or give [#of] a function that reads one sample:
///
/// ```java
/// Samples images = Samples.of(files.size(), i -> Map.of("features", decode(files.get(i)), "target", label(i)));
/// ```
public non-sealed interface Samples extends Source {

  /// The number of samples.
  int count();

  /// The fields of some samples, each with one sample along its first axis, in the order of the
  /// numbers. The same numbers always give the same samples; a number may occur again. Called from
  /// one thread at a time, which need not be the one that trains.
  Map<String, Tensor> read(int[] rows);

  /// The same samples as they are in an epoch of training; augmentation changes them from epoch to
  /// epoch.
  ///
  /// @param epoch counted from 0
  /// @return this, unless the samples change
  default Samples inEpoch(int epoch) {
    return this;
  }

  /// The class of each sample, where that is known without reading the samples.
  ///
  /// @return one label for each sample, or empty
  default Optional<int[]> labels() {
    return Optional.empty();
  }

  /// Whether the next batch is read on a thread of its own while the present one is used.
  default boolean isReadAhead() {
    return true;
  }

  /// The bytes of memory that the samples take; 0 where they are read when they are needed.
  default long bytes() {
    return 0;
  }

  @Override
  default String fingerprint() {
    return "%d samples".formatted(count());
  }

  /// Samples that a function reads one by one. The samples of a batch are read at the same time, on
  /// virtual threads, and stacked.
  ///
  /// @param count the number of samples, at least 0
  /// @param sample from the number of a sample to its fields, without the axis of the samples; safe
  ///   for several threads
  static Samples of(int count, IntFunction<Map<String, Tensor>> sample) {
    return new SampleFunction(count, sample);
  }
}
