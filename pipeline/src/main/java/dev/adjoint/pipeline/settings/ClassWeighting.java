package dev.adjoint.pipeline.settings;

import dev.adjoint.data.DataSet;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
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
  public Optional<Tensor> weights(DataSet training) {
    if (this == NONE || training.classes().isEmpty()) {
      return Optional.empty();
    }
    long[] counts = counts(training);
    float[] weights = new float[counts.length];
    for (int label = 0; label < weights.length; label++) {
      weights[label] =
          (float) (training.count() / ((double) counts.length * Math.max(1, counts[label])));
    }
    return Optional.of(Tensor.of(weights, Shape.of(weights.length)));
  }

  /// A sentence that suggests weights where one class has many times the samples of another.
  ///
  /// @param training the training samples
  public Optional<String> suggestion(DataSet training) {
    if (this != NONE || training.classes().isEmpty()) {
      return Optional.empty();
    }
    long[] counts = counts(training);
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
            .formatted(
                counts[most],
                training.classes().get(most),
                counts[least],
                training.classes().get(least)));
  }

  private static long[] counts(DataSet training) {
    long[] counts = new long[training.classes().size()];
    for (long label : training.target().toLongArray()) {
      counts[(int) label]++;
    }
    return counts;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
