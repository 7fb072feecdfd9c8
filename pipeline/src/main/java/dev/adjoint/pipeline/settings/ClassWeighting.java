package dev.adjoint.pipeline.settings;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Samples;
import dev.adjoint.data.Source;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How much each class counts in the loss.
public enum ClassWeighting {
  /// Every sample counts the same, so a frequent class counts more.
  NONE,
  /// Every class counts the same: a sample of class k has the weight `N / (K · nₖ)`, where nₖ of
  /// the N training samples are of class k, one of K.
  BALANCED;

  /// From this ratio of the largest to the smallest class on, weights are suggested.
  private static final int UNBALANCED = 20;

  /// The weight of each class `[K]`, F32; empty where all count the same.
  ///
  /// @param training the training samples; each class occurs
  /// @param classes the names of the classes, none for a number
  /// @throws DataException when the classes of the samples are not known before they are read
  public Optional<Tensor> weights(Source training, List<String> classes) {
    if (this == NONE || classes.isEmpty()) {
      return Optional.empty();
    }
    int[] labels =
        labels(training)
            .orElseThrow(() ->
                new DataException(
                    "settings: class weights need the class of every sample, but these are read while training goes on (%s); leave out --class-weights"
                        .formatted(training.fingerprint())));
    long[] counts = counts(labels, classes.size());
    float[] weights = new float[counts.length];
    for (int label = 0; label < weights.length; label++) {
      weights[label] =
          (float) (labels.length / ((double) counts.length * Math.max(1, counts[label])));
    }
    return Optional.of(Tensor.of(weights, Shape.of(weights.length)));
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
