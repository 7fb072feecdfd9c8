package dev.adjoint.bench.compare;

import dev.adjoint.bench.compare.Results.Series;
import dev.adjoint.bench.workload.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// How Adjoint compares with the best other library on one workload and number of threads.
///
/// @param best the other library with the best median
/// @param ratio the median over the rounds of Adjoint's figure to its, above 1 where Adjoint is
///   faster
/// @param least the smallest of these ratios
/// @param most the largest
record Standing(
    Workload workload, int threads, String best, double ratio, double least, double most) {

  /// Where Adjoint and at least one other were measured on this metric. A library whose first
  /// numbers are not those of the reference is none to be measured by.
  static Optional<Standing> of(Results results, Workload workload, int threads, String metric) {
    Optional<Series> ours = results.series(workload, threads, Contestant.ADJOINT, metric);
    boolean lower = isLowerBetter(metric);
    Comparator<Series> byMedian = Comparator.comparingDouble(Series::median);
    Optional<Series> best =
        results.runners().stream()
            .filter(runner -> !runner.startsWith(Contestant.ADJOINT))
            .filter(runner -> !results.isUnproven(workload, threads, runner))
            .flatMap(runner -> results.series(workload, threads, runner, metric).stream())
            .max(lower ? byMedian.reversed() : byMedian);
    if (ours.isEmpty() || best.isEmpty()) {
      return Optional.empty();
    }
    List<Double> ratios = ratios(ours.get(), best.get(), lower);
    return Optional.of(
        new Standing(
            workload,
            threads,
            best.get().key().runner(),
            median(ratios),
            ratios.getFirst(),
            ratios.getLast()));
  }

  /// Pairs of the same round, ascending; of the medians where rounds do not match.
  private static List<Double> ratios(Series ours, Series theirs, boolean lower) {
    List<Double> ratios = new ArrayList<>();
    if (ours.turns().size() == theirs.turns().size()) {
      for (int i = 0; i < ours.turns().size(); i++) {
        ratios.add(ours.turns().get(i).value() / theirs.turns().get(i).value());
      }
    } else {
      ratios.add(ours.median() / theirs.median());
    }
    return ratios.stream().map(ratio -> lower ? 1 / ratio : ratio).sorted().toList();
  }

  /// The figure that a workload is judged by; the largest product for W8.
  static String metric(Workload workload) {
    return switch (workload) {
      case W7 -> "latency_p50";
      case W8 -> "sgemm_2048";
      case W10 -> "decode";
      case W14, W15, W16, W17 -> "latency_08_p50";
      default -> "train";
    };
  }

  static boolean isLowerBetter(String metric) {
    return !metric.startsWith("train")
        && !metric.startsWith("sgemm")
        && !metric.startsWith("decode")
        && !metric.startsWith("rate");
  }

  /// The middle of sorted values; the mean of the two middle ones where their number is even.
  static double median(List<Double> sorted) {
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /// The mean of ratios.
  static double geometricMean(Collection<Standing> standings) {
    return Math.exp(
        standings.stream().mapToDouble(s -> Math.log(s.ratio)).average().orElse(Double.NaN));
  }
}
