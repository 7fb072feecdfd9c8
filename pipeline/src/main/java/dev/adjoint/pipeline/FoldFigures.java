package dev.adjoint.pipeline;

import dev.adjoint.train.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The figures of a k-fold cross-validation: every sample was held out once, and had no part in the
/// training that it was measured with.
///
/// @param folds the figures of each fold, at least two
public record FoldFigures(List<Fold> folds) {

  /// One fold.
  ///
  /// @param samples how many samples were held out
  /// @param bestEpoch the epoch whose weights were measured
  /// @param figures loss and metrics on these samples
  public record Fold(int samples, int bestEpoch, Figures figures) {

    /// All figures by name, first the loss.
    public Map<String, Double> values() {
      Map<String, Double> values = new LinkedHashMap<>();
      values.put("loss", figures.loss());
      values.putAll(figures.metrics());
      return values;
    }
  }

  /// The mean over the folds and its spread.
  ///
  /// @param mean every fold counts the same
  /// @param deviation the standard deviation of the folds (with their number less one)
  public record Spread(double mean, double deviation) {}

  /// Copies the list.
  public FoldFigures {
    folds = List.copyOf(folds);
    if (folds.size() < 2) {
      throw new IllegalArgumentException(
          "folds: a deviation needs at least 2 folds but there are %d".formatted(folds.size()));
    }
  }

  /// Mean and deviation of each figure, by its name.
  public Map<String, Spread> spreads() {
    Map<String, Spread> spreads = new LinkedHashMap<>();
    for (String name : folds.getFirst().values().keySet()) {
      spreads.put(
          name,
          spread(
              folds.stream()
                  .mapToDouble(fold -> fold.values().getOrDefault(name, Double.NaN))
                  .toArray()));
    }
    return spreads;
  }

  private static Spread spread(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return new Spread(mean, Math.sqrt(squares / (values.length - 1)));
  }

  /// Everything as `metrics.json` has it.
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("count", folds.size());
    spreads()
        .forEach((name, spread) ->
            map.put(name, Map.of("mean", spread.mean(), "deviation", spread.deviation())));
    List<Map<String, Object>> each = new ArrayList<>();
    for (Fold fold : folds) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("samples", fold.samples());
      one.put("best_epoch", fold.bestEpoch());
      one.putAll(fold.values());
      each.add(one);
    }
    map.put("each", each);
    return map;
  }

  /// One sentence with mean and deviation of each figure.
  public String summary() {
    StringBuilder text = new StringBuilder("%d folds: ".formatted(folds.size()));
    String between = "";
    for (Map.Entry<String, Spread> entry : spreads().entrySet()) {
      String form = entry.getKey().equals("loss") ? "%s%s %.5f ± %.5f" : "%s%s %.4f ± %.4f";
      text.append(
          String.format(
              Locale.ROOT,
              form,
              between,
              entry.getKey(),
              entry.getValue().mean(),
              entry.getValue().deviation()));
      between = ", ";
    }
    return text.toString();
  }
}
