package dev.adjoint.train.search;

import java.util.ArrayList;
import java.util.List;

/// The median rule of Vizier (Golovin and others 2017): a trial that after a third of its epochs is
/// worse than the median of the earlier ones at that epoch is stopped. Three earlier ones are
/// needed.
public final class MedianRule {

  private static final int TRIALS_TO_COMPARE = 3;
  private static final int PART_BEFORE_COMPARING = 3;

  private final List<List<Double>> earlier = new ArrayList<>();

  /// A rule that knows no trial.
  public MedianRule() {}

  /// Adds a trial that has ended.
  ///
  /// @param curve its best score up to each epoch
  public void add(List<Double> curve) {
    earlier.add(List.copyOf(curve));
  }

  /// Whether a trial is to be stopped.
  ///
  /// @param curve its best score up to each epoch; less is better
  /// @param epochs how many it would have
  public boolean isWorse(List<Double> curve, int epochs) {
    int done = curve.size();
    List<Double> others =
        earlier.stream()
            .filter(other -> other.size() >= done)
            .map(other -> other.get(done - 1))
            .sorted()
            .toList();
    return done * PART_BEFORE_COMPARING >= epochs
        && others.size() >= TRIALS_TO_COMPARE
        && curve.getLast() > others.get(others.size() / 2);
  }
}
