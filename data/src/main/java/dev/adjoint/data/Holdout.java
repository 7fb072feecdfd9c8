package dev.adjoint.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Which samples are held out: a random part of them, or one of several folds.
///
/// In k-fold cross-validation every sample is held out once, by one of k trainings.
///
/// @param part the part to hold out, in (0, 1)
/// @param seed decides which samples are held out
/// @param fold which fold is held out, from 0
/// @param folds how many folds there are; 1 for a random part
public record Holdout(double part, long seed, int fold, int folds) {

  /// The largest number of folds.
  public static final int MOST_FOLDS = 100;

  /// Checks the fold.
  ///
  /// @throws DataException when there are too few or too many folds, or no such fold
  public Holdout {
    if (folds < 1 || folds > MOST_FOLDS || fold < 0 || fold >= folds) {
      throw new DataException(
          "split: fold %d of %d is asked for, but folds are numbered from 0 and there are 2 to %d of them; 5 is usual"
              .formatted(fold, folds, MOST_FOLDS));
    }
  }

  /// A random part.
  public static Holdout random(double part, long seed) {
    return new Holdout(part, seed, 0, 1);
  }

  /// One of several folds.
  ///
  /// @param fold which, from 0
  /// @param folds how many, 2 … [#MOST_FOLDS]
  public static Holdout fold(int fold, int folds, long seed) {
    if (folds < 2) {
      throw new DataException(
          "split: there are %d folds but at least 2 are needed, one to train on and one to hold out; 5 is usual"
              .formatted(folds));
    }
    return new Holdout(1.0 / folds, seed, fold, folds);
  }

  /// Whether it is one of several folds.
  public boolean isFold() {
    return folds > 1;
  }

  /// Refuses folds for data whose parts are not drawn at random.
  ///
  /// @param reason what the data is and why, such as `a time series is divided by time`
  /// @return this
  /// @throws DataException when this is a fold
  public Holdout requireRandom(String reason) {
    if (isFold()) {
      throw new DataException(
          "split: folds are drawn at random, but %s; leave out --folds".formatted(reason));
    }
    return this;
  }

  /// The rows of a set of numbers.
  ///
  /// @param count how many rows there are
  /// @throws DataException when there are too few rows
  public Rows rows(int count) {
    if (!isFold()) {
      return Rows.split(count, part, random());
    }
    return Rows.folds(count, folds, random()).get(fold);
  }

  /// The rows of a set of classes; of each class the same part is held out.
  ///
  /// A class with a single row is never held out.
  ///
  /// @param labels the class of each row, in [0, classes)
  /// @param classes the number of classes
  /// @throws DataException when there are too few rows
  public Rows rows(int[] labels, int classes) {
    if (!isFold()) {
      return Rows.stratified(labels, classes, part, random());
    }
    int[] sizes = new int[classes];
    Arrays.stream(labels).forEach(label -> sizes[label]++);
    boolean[] held = new boolean[labels.length];
    for (int row : Rows.stratifiedFolds(labels, classes, folds, random()).get(fold).validation()) {
      held[row] = sizes[labels[row]] > 1;
    }
    return Rows.partition(held);
  }

  private RandomGenerator random() {
    return RandomStream.of(seed, "split");
  }
}
