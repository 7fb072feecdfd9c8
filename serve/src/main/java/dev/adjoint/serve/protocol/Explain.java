package dev.adjoint.serve.protocol;

import dev.adjoint.pipeline.attribution.Attribution;
import dev.adjoint.pipeline.attribution.AttributionMethod;
import dev.adjoint.pipeline.attribution.AttributionOptions;
import dev.adjoint.pipeline.attribution.Baseline;
import dev.adjoint.serve.http.Answer;
import dev.adjoint.serve.http.Refusal;
import dev.adjoint.serve.http.Request;
import dev.adjoint.serve.model.Explanations;
import dev.adjoint.serve.model.ServedModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `POST /v2/models/{model}/explain`: an extension of the protocol, `adjoint_explain`. The request
/// is that of `infer`; `parameters` may name `method`, `baseline`, `steps` and `target`.
final class Explain {

  private Explain() {}

  /// The attribution of the first sample's answer, beside the answer.
  static Answer answer(OpenInference protocol, Request request) {
    ServedModel model = protocol.model(request);
    Map<String, @Nullable Object> body = OpenInference.body(request);
    ServedModel.Answered answered = protocol.answered(model, body);
    if (answered.predictions().size() != 1) {
      throw Refusal.of(
          400,
          "inputs: there are %,d samples but an explanation is of one; send one"
              .formatted(answered.predictions().size()));
    }
    Attribution why =
        Explanations.of(model, answered.inputs(), () -> options(body.get("parameters")));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("model_name", model.name());
    map.put("model_version", Integer.toString(model.version()));
    List<Map<String, Object>> outputs =
        new ArrayList<>(
            AnswerTensors.read(null, model.model().target()).of(answered.predictions()));
    List<Integer> shape = new ArrayList<>(List.of(1));
    for (int size : why.shape().toArray()) {
      shape.add(size);
    }
    outputs.add(
        OpenApi.map(
            "name", "attribution", "datatype", "FP64", "shape", shape, "data", why.values()));
    map.put("outputs", outputs);
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("method", why.options().method().toString());
    parameters.put("baseline", why.options().baseline().orElseThrow().toString());
    parameters.put("target", why.options().target().orElse(why.unit()));
    parameters.put("unit", why.unit());
    parameters.put("score", why.score());
    parameters.put("score_of_baseline", why.baselineScore());
    parameters.put("sum", why.sum());
    parameters.put("residual", why.residual());
    parameters.put("weights_sha256", model.weightsSha256());
    map.put("parameters", parameters);
    return Answer.json(map);
  }

  private static AttributionOptions options(@Nullable Object given) {
    Map<?, ?> map = given instanceof Map<?, ?> parameters ? parameters : Map.of();
    AttributionOptions options = Explanations.USUAL;
    if (map.get("method") instanceof String method) {
      options = AttributionOptions.of(AttributionMethod.of(method));
    }
    if (map.get("baseline") instanceof String baseline) {
      options = options.withBaseline(Baseline.of(baseline));
    }
    if (map.get("steps") instanceof Integer steps) {
      options = options.withSteps(steps);
    }
    if (map.get("target") instanceof String target) {
      options = options.withTarget(target);
    }
    return options;
  }
}
