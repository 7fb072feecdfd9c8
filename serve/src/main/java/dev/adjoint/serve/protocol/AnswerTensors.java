package dev.adjoint.serve.protocol;

import dev.adjoint.data.prepare.ForecastTarget;
import dev.adjoint.data.prepare.LabelsTarget;
import dev.adjoint.data.prepare.NumberTarget;
import dev.adjoint.data.prepare.NumbersTarget;
import dev.adjoint.data.prepare.Target;
import dev.adjoint.pipeline.Prediction;
import dev.adjoint.pipeline.Predictions;
import dev.adjoint.serve.http.Refusal;
import dev.adjoint.serve.input.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The tensors that a model returns, and which of them a request asks for.
///
/// For classes: `label` (BYTES) and `probabilities` (FP32). For a number: `value` (FP64). For a
/// forecast: `series` (BYTES), `times` (BYTES) and `quantiles` (FP64). For several numbers:
/// `values` (FP64); for labels: `probabilities` (FP32) that each applies.
///
/// @param target what the model predicts
/// @param requested the names in the order of the request; a name with the number of classes that
///   Triton's parameter `classification` asks for, or 0
record AnswerTensors(Target target, Map<String, Integer> requested) {

  /// The tensors for the metadata of a model.
  static List<TensorSpec> of(Target target) {
    if (target instanceof ForecastTarget forecast) {
      return List.of(
          new TensorSpec("series", "BYTES", List.of(-1), Map.of()),
          new TensorSpec("times", "BYTES", List.of(-1, forecast.horizon()), Map.of()),
          new TensorSpec(
              "quantiles",
              "FP64",
              List.of(-1, forecast.horizon(), forecast.levels().size()),
              Map.of("levels", forecast.levels())));
    }
    if (target instanceof NumbersTarget several) {
      return List.of(
          new TensorSpec(
              "values",
              "FP64",
              List.of(-1, several.outputs()),
              Map.of("targets", several.columns())));
    }
    if (target instanceof LabelsTarget labels) {
      return List.of(
          new TensorSpec(
              "probabilities",
              "FP32",
              List.of(-1, labels.outputs()),
              Map.of("labels", labels.columns())));
    }
    if (target instanceof NumberTarget) {
      return List.of(new TensorSpec("value", "FP64", List.of(-1), Map.of()));
    }
    return List.of(
        new TensorSpec("label", "BYTES", List.of(-1), Map.of()),
        new TensorSpec(
            "probabilities",
            "FP32",
            List.of(-1, target.classes().size()),
            Map.of("labels", target.classes())));
  }

  /// Reads which outputs a request asks for; without `outputs`, all of them.
  ///
  /// @throws Refusal 400 when it names an output that the model does not have
  static AnswerTensors read(@Nullable Object outputs, Target target) {
    List<String> names = of(target).stream().map(TensorSpec::name).toList();
    Map<String, Integer> requested = new LinkedHashMap<>();
    if (outputs instanceof List<?> list && !list.isEmpty()) {
      for (Object entry : list) {
        if (!(entry instanceof Map<?, ?> map)
            || !(map.get("name") instanceof String name)
            || !names.contains(name)) {
          throw Refusal.of(
              400,
              "outputs: each must be an object whose name is one of %s"
                  .formatted(String.join(", ", names)));
        }
        requested.put(name, classification(map.get("parameters"), name, target));
      }
    } else {
      names.forEach(name -> requested.put(name, 0));
    }
    return new AnswerTensors(target, requested);
  }

  private static int classification(@Nullable Object parameters, String name, Target target) {
    if (!(parameters instanceof Map<?, ?> map) || map.get("classification") == null) {
      return 0;
    }
    if (!(map.get("classification") instanceof Integer top)
        || top < 1
        || !name.equals("probabilities")
        || target instanceof LabelsTarget) {
      throw Refusal.of(
          400,
          "outputs: classification must be a whole number, at least 1, and only probabilities can have it");
    }
    return top;
  }

  /// The tensors of an answer.
  List<Map<String, Object>> of(Predictions predictions) {
    List<Map<String, Object>> tensors = new ArrayList<>();
    requested.forEach((name, top) -> tensors.add(tensor(name, top, predictions)));
    return tensors;
  }

  private Map<String, Object> tensor(String name, int top, Predictions predictions) {
    int count = predictions.size();
    if (target instanceof ForecastTarget forecast) {
      return forecasts(name, predictions, forecast);
    }
    if (target instanceof NumbersTarget || target instanceof LabelsTarget) {
      boolean areNumbers = target instanceof NumbersTarget;
      return tensor(
          name,
          areNumbers ? "FP64" : "FP32",
          List.of(count, target.outputs()),
          predictions.stream().flatMap(answer -> several(answer).stream()).toList());
    }
    if (name.equals("value")) {
      return tensor(name, "FP64", List.of(count), values(predictions));
    }
    if (name.equals("label")) {
      return tensor(
          name, "BYTES", List.of(count), predictions.stream().map(Prediction::text).toList());
    }
    List<Object> data = new ArrayList<>();
    int classes = target.classes().size();
    for (Prediction prediction : predictions) {
      Prediction.OfClass answer = (Prediction.OfClass) prediction;
      if (top > 0) {
        Answers.best(answer, top)
            .forEach(best ->
                data.add(
                    "%s:%d:%s"
                        .formatted(
                            best.get("score"),
                            target.classes().indexOf(String.valueOf(best.get("label"))),
                            best.get("label"))));
      } else {
        answer.probabilities().values().forEach(p -> data.add(p.floatValue()));
      }
    }
    return top > 0
        ? tensor(name, "BYTES", List.of(count, Math.min(top, classes)), data)
        : tensor(name, "FP32", List.of(count, classes), data);
  }

  private static List<Object> several(Prediction answer) {
    return switch (answer) {
      case Prediction.OfNumbers numbers ->
          numbers.values().values().stream().<Object>map(Prediction.OfNumber::value).toList();
      case Prediction.OfLabels labels ->
          labels.labels().values().stream().<Object>map(one -> (float) one.probability()).toList();
      default -> List.of();
    };
  }

  private static Map<String, Object> forecasts(
      String name, Predictions predictions, ForecastTarget forecast) {
    int count = predictions.size();
    List<Prediction.OfSeries> all =
        predictions.stream().map(Prediction.OfSeries.class::cast).toList();
    if (name.equals("series")) {
      return tensor(
          name, "BYTES", List.of(count), all.stream().map(Prediction.OfSeries::series).toList());
    }
    if (name.equals("times")) {
      return tensor(
          name,
          "BYTES",
          List.of(count, forecast.horizon()),
          all.stream().flatMap(one -> one.times().stream()).toList());
    }
    List<Object> data = new ArrayList<>();
    for (Prediction.OfSeries one : all) {
      for (int step = 0; step < forecast.horizon(); step++) {
        for (Prediction.OfSeries.Band band : one.bands().reversed()) {
          data.add(band.low()[step]);
        }
        data.add(one.values()[step]);
        for (Prediction.OfSeries.Band band : one.bands()) {
          data.add(band.high()[step]);
        }
      }
    }
    return tensor(name, "FP64", List.of(count, forecast.horizon(), forecast.levels().size()), data);
  }

  private static List<Object> values(Predictions predictions) {
    List<Object> values = new ArrayList<>();
    for (Prediction prediction : predictions) {
      values.add(((Prediction.OfNumber) prediction).value());
    }
    return values;
  }

  private static Map<String, Object> tensor(
      String name, String datatype, List<Integer> shape, List<?> data) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("datatype", datatype);
    map.put("shape", shape);
    map.put("data", data);
    return map;
  }
}
