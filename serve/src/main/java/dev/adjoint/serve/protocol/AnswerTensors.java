package dev.adjoint.serve.protocol;

import dev.adjoint.data.prepare.NumberTarget;
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

/// The tensors that a model gives, and which of them a request wants.
///
/// For classes: `label` (BYTES) and `probabilities` (FP32). For a number: `value` (FP64).
///
/// @param target what the model predicts
/// @param wanted the names in the order of the request; a name with the number of classes that
///   Triton's parameter `classification` asks for, or 0
record AnswerTensors(Target target, Map<String, Integer> wanted) {

  /// The tensors for the metadata of a model.
  static List<TensorSpec> of(Target target) {
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

  /// Reads what a request wants; without `outputs` it wants all.
  ///
  /// @throws Refusal 400 when it names an output that the model has not
  static AnswerTensors read(@Nullable Object outputs, Target target) {
    List<String> names = of(target).stream().map(TensorSpec::name).toList();
    Map<String, Integer> wanted = new LinkedHashMap<>();
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
        wanted.put(name, classification(map.get("parameters"), name));
      }
    } else {
      names.forEach(name -> wanted.put(name, 0));
    }
    return new AnswerTensors(target, wanted);
  }

  private static int classification(@Nullable Object parameters, String name) {
    if (!(parameters instanceof Map<?, ?> map) || map.get("classification") == null) {
      return 0;
    }
    if (!(map.get("classification") instanceof Integer top)
        || top < 1
        || !name.equals("probabilities")) {
      throw Refusal.of(
          400,
          "outputs: classification must be a whole number from 1 on, and belongs to probabilities");
    }
    return top;
  }

  /// The tensors of an answer.
  List<Map<String, Object>> of(Predictions predictions) {
    List<Map<String, Object>> tensors = new ArrayList<>();
    wanted.forEach((name, top) -> tensors.add(tensor(name, top, predictions)));
    return tensors;
  }

  private Map<String, Object> tensor(String name, int top, Predictions predictions) {
    int count = predictions.size();
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
