package dev.adjoint.serve.protocol;

import dev.adjoint.pipeline.Prediction;
import dev.adjoint.pipeline.Predictions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Predictions as plain maps.
public final class Answers {

  private Answers() {}

  /// Answers for people and simple programs.
  ///
  /// @param top how many classes each answer lists
  /// @return for each sample the class with its probability and the best classes, the number, or
  ///   those of several targets by their names; for an ensemble with the agreement or the spread of
  ///   its members
  public static List<Map<String, Object>> of(Predictions predictions, int top) {
    return predictions.stream().map(answer -> of(answer, top)).toList();
  }

  private static Map<String, Object> of(Prediction prediction, int top) {
    Map<String, Object> map = new LinkedHashMap<>();
    switch (prediction) {
      case Prediction.OfClass one -> {
        map.put("label", one.label());
        map.put("score", (float) one.probability());
        map.put("top", best(one, top));
        one.agreement().ifPresent(part -> map.put("agreement", (float) part));
      }
      case Prediction.OfNumber number -> {
        map.put("value", new BigDecimal(number.text()));
        number.spread().ifPresent(deviation -> map.put("spread", (float) deviation));
      }
      case Prediction.OfSeries series -> map.putAll(series(series));
      case Prediction.OfNumbers numbers -> {
        Map<String, Object> values = new LinkedHashMap<>();
        numbers.values().forEach((name, number) -> values.put(name, new BigDecimal(number.text())));
        map.put("values", values);
      }
      case Prediction.OfLabels labels -> map.put("labels", labels(labels));
    }
    return map;
  }

  /// For each label the value of its column, and the probability that it applies.
  private static Map<String, Object> labels(Prediction.OfLabels answer) {
    Map<String, Object> labels = new LinkedHashMap<>();
    answer
        .labels()
        .forEach((name, label) -> {
          Map<String, Object> one = new LinkedHashMap<>();
          one.put("label", label.value());
          one.put("score", (float) label.probability());
          labels.put(name, one);
        });
    return labels;
  }

  /// A forecast: the name of the series if there are several, times, values, and for each band its
  /// nominal coverage and its limits.
  private static Map<String, Object> series(Prediction.OfSeries answer) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (!answer.series().isEmpty()) {
      map.put("series", answer.series());
    }
    map.put("times", answer.times());
    map.put("values", numbers(answer, answer.values()));
    List<Map<String, Object>> bands = new ArrayList<>();
    for (Prediction.OfSeries.Band band : answer.bands()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("covers", band.claim());
      one.put("low", numbers(answer, band.low()));
      one.put("high", numbers(answer, band.high()));
      bands.add(one);
    }
    map.put("bands", bands);
    return map;
  }

  private static List<BigDecimal> numbers(Prediction.OfSeries answer, double[] values) {
    return Arrays.stream(values).mapToObj(value -> new BigDecimal(answer.text(value))).toList();
  }

  /// The classes with the greatest probabilities, each with `label` and `score`; of equal ones the
  /// earlier class comes first.
  public static List<Map<String, Object>> best(Prediction.OfClass answer, int top) {
    return answer.probabilities().entrySet().stream()
        .sorted(Comparator.comparingDouble((Map.Entry<String, Double> entry) -> -entry.getValue()))
        .limit(top)
        .<Map<String, Object>>map(entry -> {
          Map<String, Object> map = new LinkedHashMap<>();
          map.put("label", entry.getKey());
          map.put("score", entry.getValue().floatValue());
          return map;
        })
        .toList();
  }
}
