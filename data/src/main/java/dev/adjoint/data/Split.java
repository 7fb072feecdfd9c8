package dev.adjoint.data;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/// The training samples and the validation samples.
///
/// @param training samples to learn from
/// @param validation samples held out
public record Split(DataSet training, DataSet validation) {

  /// Checks that both parts have the same inputs and classes.
  ///
  /// @throws DataException when there is nothing to validate on, inputs or classes differ, a class
  ///   occurs in the validation part alone, or all training samples are of one class
  public Split {
    if (validation.count() == 0) {
      throw new DataException(
          "split: no sample is left to validate on, every class has a single one; add samples of each class");
    }
    if (!training.featureShape().equals(validation.featureShape())) {
      throw new DataException(
          "split: samples to train on have shape %s but samples to validate on have %s; use data of one kind"
              .formatted(training.featureShape(), validation.featureShape()));
    }
    if (!training.classes().equals(validation.classes())) {
      throw new DataException(
          "split: the classes to train on (%s) are not those to validate on (%s); use data of one kind"
              .formatted(Spelling.list(training.classes()), Spelling.list(validation.classes())));
    }
    if (!training.classes().isEmpty()) {
      requireSeen(training, validation);
    }
  }

  /// The classes without a validation sample, whose accuracy cannot be measured.
  ///
  /// @return their names
  public List<String> unvalidated() {
    BitSet seen = new BitSet();
    if (!validation.classes().isEmpty()) {
      Arrays.stream(validation.target().toIntArray()).forEach(seen::set);
    }
    return IntStream.range(0, validation.classes().size())
        .filter(label -> !seen.get(label))
        .mapToObj(validation.classes()::get)
        .toList();
  }

  private static void requireSeen(DataSet training, DataSet validation) {
    BitSet seen = new BitSet();
    Arrays.stream(training.target().toIntArray()).forEach(seen::set);
    if (seen.cardinality() == 1) {
      throw new DataException(
          ("split: all %d training samples are of one class ('%s'); two classes or more are needed to"
                  + " learn to tell them apart")
              .formatted(training.count(), training.classes().get(seen.nextSetBit(0))));
    }
    int[] labels = validation.target().toIntArray();
    for (int i = 0; i < labels.length; i++) {
      int label = labels[i];
      if (!seen.get(label)) {
        throw new DataException(
            ("split: class '%s' occurs in the validation samples (%d of them, the first is sample %d)"
                    + " but never in training; add samples of it to the training data, or remove"
                    + " them here")
                .formatted(
                    training.classes().get(label),
                    Arrays.stream(labels).filter(each -> each == label).count(),
                    i + 1));
      }
    }
  }
}
