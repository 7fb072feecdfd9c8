package dev.adjoint.train.search;

import java.util.List;
import java.util.Map;

/// What a search makes small.
@FunctionalInterface
public interface SearchObjective {

  /// The score of a training with these values, such as the loss of the validation data; less is
  /// better. A score that is not a number counts as worse than all others.
  ///
  /// @param values by the names of the space: `Double` for ranges of numbers, `Integer` for whole
  ///   ones, else the chosen value
  /// @param budget how much to train, such as a number of epochs; the whole budget of the search
  ///   but for [SuccessiveHalving]
  double score(Map<String, Object> values, long budget);

  /// The scores of several trainings that do not depend on each other, such as all trials of a grid
  /// or of a round of [SuccessiveHalving]. They are run one after another; an objective that can
  /// run them at the same time overrides this.
  ///
  /// @return one score for each element of `values`, in their order
  default double[] scores(List<Map<String, Object>> values, long budget) {
    return values.stream().mapToDouble(each -> score(each, budget)).toArray();
  }
}
