package dev.adjoint.train.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// A way to choose what is tried.
///
/// ```java
/// SearchReport report =
///     new TpeSearch(40, 1).run(space, (values, epochs) -> validationLoss(values, epochs), 20);
/// ```
@FunctionalInterface
public interface Search {

  /// Runs the search.
  ///
  /// @param budget the most that one trial trains, at least 1; passed on to the objective
  SearchReport run(SearchSpace space, SearchObjective objective, long budget);

  /// Every combination of evenly placed values; the last hyperparameter changes fastest.
  ///
  /// @param points of each range of numbers, at least 1; choices give all their values
  static Search grid(int points) {
    requireCount("the number of points", points);
    return (space, objective, budget) -> {
      List<double[]> grids =
          space.ranges().values().stream().map(range -> range.grid(points)).toList();
      SearchTrials trials = new SearchTrials(space, objective);
      List<double[]> all = new ArrayList<>();
      int[] at = new int[grids.size()];
      boolean more = true;
      while (more) {
        double[] coordinates = new double[at.length];
        for (int i = 0; i < at.length; i++) {
          coordinates[i] = grids.get(i)[at[i]];
        }
        all.add(coordinates);
        int i = at.length - 1;
        while (i >= 0 && ++at[i] == grids.get(i).length) {
          at[i--] = 0;
        }
        more = i >= 0;
      }
      trials.run(all, budget);
      return trials.report();
    };
  }

  /// Independent draws (Bergstra and Bengio 2012).
  ///
  /// @param count of trials, at least 1
  static Search random(int count, long seed) {
    requireCount("the number of trials", count);
    return (space, objective, budget) -> {
      RandomGenerator random = new SplittableRandom(seed);
      SearchTrials trials = new SearchTrials(space, objective);
      List<double[]> drawn = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        drawn.add(draw(space, random));
      }
      trials.run(drawn, budget);
      return trials.report();
    };
  }

  /// A drawn coordinate for each hyperparameter.
  static double[] draw(SearchSpace space, RandomGenerator random) {
    Objects.requireNonNull(space, "search: the space is null; give SearchSpace.of(…)");
    Objects.requireNonNull(random, "search: the random generator is null; give one");
    List<Double> coordinates = new ArrayList<>();
    space.ranges().values().forEach(range -> coordinates.add(range.draw(random)));
    return coordinates.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void requireCount(String name, int count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "search: %s is %d but must be at least 1; give a larger one".formatted(name, count));
    }
  }
}
