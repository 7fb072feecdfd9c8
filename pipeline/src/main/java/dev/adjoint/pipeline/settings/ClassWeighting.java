package dev.adjoint.pipeline.settings;

import dev.adjoint.data.Samples;
import dev.adjoint.data.Source;
import dev.adjoint.train.ClassWeights;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How much each class counts in the loss.
public enum ClassWeighting {
  /// Every sample counts the same, so a frequent class counts more.
  NONE,
  /// Every class counts the same, see [ClassWeights#balanced].
  BALANCED;

  /// From this ratio of the largest to the smallest class on, weights are suggested.
  private static final int UNBALANCED = 20;

  /// The class weights of the trainer; none for a number.
  ///
  /// @param classes the names of the classes, none for a number
  public ClassWeights weights(List<String> classes) {
    return this == NONE || classes.isEmpty() ? ClassWeights.none() : ClassWeights.balanced();
  }

  /// A sentence that suggests weights where one class has many times the samples of another.
  ///
  /// @param training the training samples
  /// @param classes the names of the classes, none for a number
  public Optional<String> suggestion(Source training, List<String> classes) {
    Optional<int[]> labels = labels(training);
    if (this != NONE || classes.isEmpty() || labels.isEmpty()) {
      return Optional.empty();
    }
    long[] counts = counts(labels.get(), classes.size());
    int least = 0;
    int most = 0;
    for (int label = 1; label < counts.length; label++) {
      least = counts[label] < counts[least] ? label : least;
      most = counts[label] > counts[most] ? label : most;
    }
    if (counts[most] < UNBALANCED * counts[least]) {
      return Optional.empty();
    }
    return Optional.of(
        "the classes are unbalanced: %d samples of '%s' but %d of '%s', so the model may ignore the rare one; class weights (--class-weights balanced) let every class count the same"
            .formatted(counts[most], classes.get(most), counts[least], classes.get(least)));
  }

  private static Optional<int[]> labels(Source training) {
    return training instanceof Samples samples ? samples.labels() : Optional.empty();
  }

  private static long[] counts(int[] labels, int classes) {
    long[] counts = new long[classes];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
