package dev.adjoint.train.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Successive halving (Jamieson and Talwalkar 2016): many drawn candidates train a little, the best
/// part of them trains `factor` times as long, and so on, until the last have the whole budget.
///
/// A candidate begins anew in each round, with a larger budget.
///
/// @param candidates how many begin, at least 1
/// @param factor how many times fewer candidates each round has, at least 2; 3 is usual
/// @param seed of the draws
public record SuccessiveHalving(int candidates, int factor, long seed) implements Search {

  /// Checks the ranges.
  public SuccessiveHalving {
    if (candidates < 1 || factor < 2) {
      throw new IllegalArgumentException(
          "successive halving: there are %d candidates and the factor is %d, but there must be at least 1 and a factor of at least 2; 27 and 3 are usual"
              .formatted(candidates, factor));
    }
  }

  private record Candidate(double[] coordinates, SearchTrial trial) {}

  @Override
  public SearchReport run(SearchSpace space, SearchObjective objective, long budget) {
    RandomGenerator random = new SplittableRandom(seed);
    SearchTrials trials = new SearchTrials(space, objective);
    List<double[]> coordinates = new ArrayList<>();
    for (int i = 0; i < candidates; i++) {
      coordinates.add(Search.draw(space, random));
    }
    long share = 1;
    for (long count = candidates; count >= factor; count /= factor) {
      share = Math.multiplyExact(share, factor);
    }
    while (true) {
      List<SearchTrial> ended = trials.run(coordinates, Math.max(1, budget / share));
      List<Candidate> round = new ArrayList<>();
      for (int i = 0; i < ended.size(); i++) {
        round.add(new Candidate(coordinates.get(i), ended.get(i)));
      }
      if (share == 1) {
        return trials.report();
      }
      round.sort(Comparator.comparingDouble(candidate -> candidate.trial().rank()));
      int kept = Math.max(1, round.size() / factor);
      coordinates = round.subList(0, kept).stream().map(Candidate::coordinates).toList();
      share /= factor;
    }
  }
}
