package dev.adjoint.serve.protocol;

import dev.adjoint.pipeline.Prediction;
import dev.adjoint.pipeline.Predictions;
import java.math.BigDecimal;
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
  /// @return for each sample the class with its probability and the best classes, or the number
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
      }
      case Prediction.OfNumber number -> map.put("value", new BigDecimal(number.text()));
    }
    return map;
  }

  /// The classes with the greatest probabilities, each with `label` and `score`; of equal ones the
  /// earlier class goes first.
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
