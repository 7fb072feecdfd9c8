package dev.adjoint.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// Which rows train and which validate, both in rising order.
///
/// @param training indices of the rows to learn from
/// @param validation indices of the rows held out
public record Rows(int[] training, int[] validation) {

  /// Holds out a random part of the rows.
  ///
  /// `max(1, round(fraction · count))` rows are held out, and at least one is left to train on.
  ///
  /// @param count number of rows, at least 2
  /// @param fraction part to hold out, in (0, 1)
  /// @param random where the choice comes from
  /// @return the two parts
  /// @throws DataException when there are fewer than 2 rows or the fraction is not in (0, 1)
  public static Rows split(int count, double fraction, RandomGenerator random) {
    int held = heldOut(count, fraction);
    int[] order = shuffled(count, random);
    return new Rows(
        sorted(Arrays.copyOfRange(order, held, count)), sorted(Arrays.copyOf(order, held)));
  }

  /// Holds out a random part of the rows so that each class is held out in the same proportion.
  ///
  /// The total is that of [#split]; it is shared among the classes by largest remainder (ties to
  /// the class that comes first). A class always keeps a row to train on, so a class with a single
  /// row is never held out.
  ///
  /// @param labels class of each row, in [0, classes)
  /// @param classes number of classes
  /// @param fraction part to hold out, in (0, 1)
  /// @param random where the choice comes from
  /// @return the two parts
  /// @throws DataException when there are fewer than 2 rows or the fraction is not in (0, 1)
  public static Rows stratified(
      int[] labels, int classes, double fraction, RandomGenerator random) {
    int held = heldOut(labels.length, fraction);
    int[] sizes = new int[classes];
    for (int label : labels) {
      sizes[label]++;
    }
    int[] quota = quotas(sizes, labels.length, held);
    boolean[] validates = new boolean[labels.length];
    for (int row : shuffled(labels.length, random)) {
      if (quota[labels[row]] > 0) {
        quota[labels[row]]--;
        validates[row] = true;
      }
    }
    return partition(validates);
  }

  /// Divides the rows into folds whose sizes differ by at most one; each fold validates once, while
  /// the others train (k-fold cross-validation).
  ///
  /// @param count number of rows
  /// @param folds number of folds, 2 to the number of rows
  /// @throws DataException when there cannot be so many folds
  public static List<Rows> folds(int count, int folds, RandomGenerator random) {
    return dealt(shuffled(count, random), folds);
  }

  /// Folds in each of which the classes occur as often as in the others, up to one row.
  ///
  /// @param labels class of each row, in [0, classes)
  /// @param classes number of classes
  /// @param folds number of folds, 2 to the number of rows
  /// @throws DataException when there cannot be so many folds
  public static List<Rows> stratifiedFolds(
      int[] labels, int classes, int folds, RandomGenerator random) {
    int[] order = shuffled(labels.length, random);
    int[] byClass = new int[order.length];
    int at = 0;
    for (int k = 0; k < classes; k++) {
      for (int row : order) {
        if (labels[row] == k) {
          byClass[at++] = row;
        }
      }
    }
    return dealt(byClass, folds);
  }

  /// Gives the rows to the folds one after another.
  private static List<Rows> dealt(int[] order, int folds) {
    if (folds < 2 || folds > order.length) {
      throw new DataException(
          "folds: %d folds of %d rows are not possible; give 2 to %d folds"
              .formatted(folds, order.length, order.length));
    }
    List<Rows> all = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      boolean[] validates = new boolean[order.length];
      for (int i = fold; i < order.length; i += folds) {
        validates[order[i]] = true;
      }
      all.add(partition(validates));
    }
    return all;
  }

  private static int[] quotas(int[] sizes, int count, int held) {
    int[] quota = new int[sizes.length];
    int left = held;
    for (int k = 0; k < sizes.length; k++) {
      quota[k] = (int) Math.min((long) held * sizes[k] / count, Math.max(0, sizes[k] - 1));
      left -= quota[k];
    }
    while (left > 0) {
      int best = -1;
      long most = Long.MIN_VALUE;
      for (int k = 0; k < sizes.length; k++) {
        long missing = (long) held * sizes[k] - (long) quota[k] * count;
        if (quota[k] < sizes[k] - 1 && missing > most) {
          best = k;
          most = missing;
        }
      }
      if (best < 0) {
        break; // every class has only one row left
      }
      quota[best]++;
      left--;
    }
    return quota;
  }

  static Rows partition(boolean[] validates) {
    int held = 0;
    for (boolean one : validates) {
      held += one ? 1 : 0;
    }
    int[] training = new int[validates.length - held];
    int[] validation = new int[held];
    int t = 0;
    int v = 0;
    for (int row = 0; row < validates.length; row++) {
      if (validates[row]) {
        validation[v++] = row;
      } else {
        training[t++] = row;
      }
    }
    return new Rows(training, validation);
  }

  private static int heldOut(int count, double fraction) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new DataException(
          "split: the part to hold out must lie between 0 and 1, both excluded, but is "
              + fraction
              + "; 0.2 holds out one row in five");
    }
    if (count < 2) {
      throw new DataException(
          "split: at least 2 rows are needed, one to train on and one to hold out, but there "
              + (count == 1 ? "is 1" : "are " + count)
              + "; supply more rows");
    }
    return Math.clamp(Math.round(fraction * count), 1, count - 1);
  }

  /// The numbers 0 to count − 1 in random order (Fisher and Yates).
  ///
  /// @param count how many
  /// @param random where the order comes from
  /// @return a new permutation
  public static int[] shuffled(int count, RandomGenerator random) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static int[] sorted(int[] values) {
    Arrays.sort(values);
    return values;
  }
}
