package dev.adjoint.train.search;

import java.util.ArrayList;
import java.util.List;

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
    if (budget < 1) {
      throw new IllegalArgumentException(
          "search: the budget is %d but must be at least 1; give, say, a number of epochs"
              .formatted(budget));
    }
    var values = space.at(coordinates);
    SearchTrial trial =
        new SearchTrial(all.size() + 1, values, budget, objective.score(values, budget));
    all.add(trial);
    return trial;
  }

  SearchReport report() {
    return new SearchReport(space, all);
  }
}
