package dev.adjoint.train.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// The tree-structured Parzen estimator (Bergstra, Bardenet, Bengio and Kégl 2011): after some
/// draws the trials are divided into a good tenth and the others; the next one is, among some draws
/// from the density of the good ones, that with the largest ratio of the two densities. Each
/// hyperparameter has densities of its own.
///
/// @param count of trials, at least 1
/// @param startup how many of them are drawn evenly first, at least 2
/// @param candidates draws among which the next one is chosen, at least 1
/// @param seed of the draws
public record TpeSearch(int count, int startup, int candidates, long seed) implements Search {

  private static final double GOOD = 0.1;

  /// Checks the ranges.
  public TpeSearch {
    if (count < 1 || startup < 2 || candidates < 1) {
      throw new IllegalArgumentException(
          "tpe: %d trials, %d of them first and %d candidates, but there must be at least 1, 2 and 1; 10 and 24 are usual for the last two"
              .formatted(count, startup, candidates));
    }
  }

  /// With 10 first trials and 24 candidates.
  public TpeSearch(int count, long seed) {
    this(count, 10, 24, seed);
  }

  private record Seen(double[] coordinates, SearchTrial trial) {}

  @Override
  public SearchReport run(SearchSpace space, SearchObjective objective, long budget) {
    RandomGenerator random = new SplittableRandom(seed);
    SearchTrials trials = new SearchTrials(space, objective);
    List<double[]> first = new ArrayList<>();
    for (int i = 0; i < Math.min(startup, count); i++) {
      first.add(Search.draw(space, random));
    }
    List<SearchTrial> ended = trials.run(first, budget);
    List<Seen> seen = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (i < first.size()) {
        seen.add(new Seen(first.get(i), ended.get(i)));
      } else {
        double[] coordinates = next(space, seen, random);
        seen.add(new Seen(coordinates, trials.run(coordinates, budget)));
      }
    }
    return trials.report();
  }

  private double[] next(SearchSpace space, List<Seen> seen, RandomGenerator random) {
    List<Seen> ranked = new ArrayList<>(seen);
    ranked.sort(Comparator.comparingDouble(each -> each.trial().rank()));
    int good = (int) Math.ceil(GOOD * ranked.size());
    double[] coordinates = new double[space.ranges().size()];
    int i = 0;
    for (SearchRange range : space.ranges().values()) {
      int axis = i++;
      coordinates[axis] =
          best(
              density(range, ranked.subList(0, good), axis),
              density(range, ranked.subList(good, ranked.size()), axis),
              random);
    }
    return coordinates;
  }

  private static ParzenDensity density(SearchRange range, List<Seen> some, int axis) {
    double[] coordinates = some.stream().mapToDouble(each -> each.coordinates()[axis]).toArray();
    return range instanceof SearchRange.Choice choice
        ? ParzenDensity.ofChoice(coordinates, choice.values().size())
        : ParzenDensity.of(coordinates);
  }

  private double best(ParzenDensity good, ParzenDensity others, RandomGenerator random) {
    double best = good.draw(random);
    double most = good.at(best) / others.at(best);
    for (int i = 1; i < candidates; i++) {
      double coordinate = good.draw(random);
      double ratio = good.at(coordinate) / others.at(coordinate);
      if (ratio > most) {
        most = ratio;
        best = coordinate;
      }
    }
    return best;
  }
}
