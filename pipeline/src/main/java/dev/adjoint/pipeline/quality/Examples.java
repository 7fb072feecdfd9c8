package dev.adjoint.pipeline.quality;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// Which samples show best how the answers are.
///
/// @param best the samples answered best, such as right with the largest probability
/// @param worst those answered worst, such as wrong with the largest probability
/// @param uncertain for classes those whose two largest probabilities are nearest; else empty
public record Examples(List<Integer> best, List<Integer> worst, List<Integer> uncertain) {

  /// The examples of a classifier.
  ///
  /// @param most of each kind
  public static Examples of(ClassQuality quality, int most) {
    List<Integer> best =
        chosen(
            quality.count(),
            most,
            i -> quality.answer(i) == quality.truth()[i] ? -certainty(quality, i) : Double.NaN);
    List<Integer> worst =
        chosen(
            quality.count(),
            most,
            i -> quality.answer(i) == quality.truth()[i] ? Double.NaN : -certainty(quality, i));
    return new Examples(best, worst, chosen(quality.count(), most, i -> margin(quality, i)));
  }

  /// The examples of a model of a number.
  ///
  /// @param most of each kind
  public static Examples of(NumberQuality quality, int most) {
    double[] errors = quality.errors();
    return new Examples(
        chosen(errors.length, most, i -> Math.abs(errors[i])),
        chosen(errors.length, most, i -> -Math.abs(errors[i])),
        List.of());
  }

  private static double certainty(ClassQuality quality, int sample) {
    return quality.probabilities()[sample][quality.answer(sample)];
  }

  /// How far the largest probability is above the second.
  private static double margin(ClassQuality quality, int sample) {
    double[] sorted = quality.probabilities()[sample].clone();
    Arrays.sort(sorted);
    return sorted[sorted.length - 1] - sorted[sorted.length - 2];
  }

  /// The samples with the smallest numbers; those with NaN are left out.
  private static List<Integer> chosen(int count, int most, ToDoubleFunction<Integer> number) {
    return IntStream.range(0, count)
        .boxed()
        .filter(i -> !Double.isNaN(number.applyAsDouble(i)))
        .sorted(Comparator.comparingDouble(number))
        .limit(most)
        .toList();
  }
}
