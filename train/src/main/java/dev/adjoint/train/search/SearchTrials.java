package dev.adjoint.train.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Evaluates an objective at coordinates of a space and notes the trials.
final class SearchTrials {

  private final SearchSpace space;
  private final SearchObjective objective;
  private final List<SearchTrial> all = new ArrayList<>();

  SearchTrials(SearchSpace space, SearchObjective objective) {
    this.space = space;
    this.objective = objective;
  }

  SearchTrial run(double[] coordinates, long budget) {
    return run(List.of(coordinates), budget).getFirst();
  }

  /// Runs trials that do not depend on each other.
  List<SearchTrial> run(List<double[]> coordinates, long budget) {
    if (budget < 1) {
      throw new IllegalArgumentException(
          "search: the budget is %d but must be at least 1; give, say, a number of epochs"
              .formatted(budget));
    }
    List<Map<String, Object>> values = coordinates.stream().map(space::at).toList();
    double[] scores = objective.scores(values, budget);
    if (scores.length != values.size()) {
      throw new IllegalStateException(
          "search: the objective gave %d scores for %d trials; give one for each"
              .formatted(scores.length, values.size()));
    }
    List<SearchTrial> trials = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      trials.add(new SearchTrial(all.size() + i + 1, values.get(i), budget, scores[i]));
    }
    all.addAll(trials);
    return trials;
  }

  SearchReport report() {
    return new SearchReport(space, all);
  }
}
