package dev.adjoint.serve.protocol;

import dev.adjoint.data.Spelling;
import dev.adjoint.data.prepare.Target;
import dev.adjoint.pipeline.folder.BuildVersion;
import dev.adjoint.serve.http.Answer;
import dev.adjoint.serve.http.Json;
import dev.adjoint.serve.http.Refusal;
import dev.adjoint.serve.http.Request;
import dev.adjoint.serve.http.Route;
import dev.adjoint.serve.input.TensorData;
import dev.adjoint.serve.input.TensorSpec;
import dev.adjoint.serve.model.Models;
import dev.adjoint.serve.model.ServedModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The Open Inference Protocol, version 2, over HTTP.
///
/// Where the published texts of the protocol contradict each other, the answers satisfy both
/// readings: the readiness of the server has `live` and `ready`; `model_name` is always there; data
/// may be nested or flat.
///
/// @param models the models
/// @param metrics where answers are counted
/// @param isReady whether requests are accepted
public record OpenInference(Models models, ServerCounts metrics, BooleanSupplier isReady) {

  private static final String MODEL = "/v2/models/{model}";
  private static final String VERSION = MODEL + "/versions/{version}";

  /// The routes.
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    routes.add(get("/v2", "What this server is.", "ServerMetadata", _ -> Answer.json(server())));
    routes.add(
        get(
                "/v2/health/live",
                "Whether the server runs.",
                "Live",
                _ -> Answer.json(Map.of("live", true)))
            .open());
    routes.add(
        get("/v2/health/ready", "Whether it accepts requests.", "Ready", _ -> ready()).open());
    routes.add(get("/v2/models", "The models.", "ModelList", _ -> Answer.json(list())));
    for (String path : List.of(MODEL, VERSION)) {
      routes.add(
          get(
              path,
              "The inputs and outputs of a model.",
              "ModelMetadata",
              request -> Answer.json(metadata(model(request)))));
      routes.add(
          get(path + "/ready", "Whether a model accepts requests.", "ModelReady", this::modelReady)
              .open());
      routes.add(
          Route.post(path + "/infer", "Answers for tensors.", this::infer)
              .taking("application/json", "InferenceRequest")
              .giving("application/json", "InferenceResponse"));
      routes.add(
          Route.post(
                  path + "/explain",
                  "What the answer for one sample depends on.",
                  request -> Explain.answer(this, request))
              .taking("application/json", "InferenceRequest")
              .giving("application/json", "InferenceResponse"));
    }
    return routes;
  }

  private static Route get(String path, String summary, String schema, Route.Handler handler) {
    return Route.get(path, summary, handler).giving("application/json", schema);
  }

  /// The model that a request names.
  ServedModel model(Request request) {
    return models.find(request.name("model"), request.name("version"));
  }

  private static Map<String, Object> server() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", "adjoint");
    map.put("version", BuildVersion.text());
    map.put("extensions", List.of("classification", "adjoint_explain"));
    return map;
  }

  private Answer ready() {
    boolean ready = isReady.getAsBoolean();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("live", true);
    map.put("ready", ready);
    return Answer.json(ready ? 200 : 503, map);
  }

  private Map<String, Object> list() {
    return Map.of(
        "models",
        models.newest().stream()
            .map(model -> {
              Map<String, Object> map = new LinkedHashMap<>();
              map.put("name", model.name());
              map.put("versions", versions(model));
              map.put("ready", isReady.getAsBoolean());
              return map;
            })
            .toList());
  }

  private List<String> versions(ServedModel model) {
    return models.versions(model.name()).stream()
        .map(version -> Integer.toString(version.version()))
        .toList();
  }

  private Answer modelReady(Request request) {
    ServedModel model = model(request);
    boolean ready = isReady.getAsBoolean();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", model.name());
    map.put("ready", ready);
    return Answer.json(ready ? 200 : 503, map);
  }

  /// The metadata of a model.
  Map<String, Object> metadata(ServedModel model) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", model.name());
    map.put("versions", versions(model));
    map.put("platform", "adjoint");
    map.put("inputs", model.input().tensors().stream().map(TensorSpec::toMap).toList());
    map.put(
        "outputs",
        AnswerTensors.of(model.model().target()).stream().map(TensorSpec::toMap).toList());
    Map<String, Object> parameters = new LinkedHashMap<>();
    Target target = model.model().target();
    parameters.put("kind", model.input().kind());
    parameters.put("target", target.column());
    if (!target.classes().isEmpty()) {
      parameters.put("labels", target.classes());
    }
    parameters.put("weights_sha256", model.weightsSha256());
    map.put("parameters", parameters);
    return map;
  }

  private Answer infer(Request request) {
    ServedModel model = model(request);
    Map<String, @Nullable Object> body = body(request);
    AnswerTensors requested = AnswerTensors.read(body.get("outputs"), model.model().target());
    ServedModel.Answered answered = answered(model, body);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("model_name", model.name());
    answer.put("model_version", Integer.toString(model.version()));
    if (body.get("id") instanceof String id) {
      answer.put("id", id);
    }
    answer.put("outputs", requested.of(answered.predictions()));
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("weights_sha256", model.weightsSha256());
    if (!answered.predictions().notes().isEmpty()) {
      parameters.put("notes", String.join("; ", answered.predictions().notes()));
    }
    answer.put("parameters", parameters);
    return Answer.json(answer);
  }

  /// The body of a request with tensors.
  static Map<String, @Nullable Object> body(Request request) {
    if (!request.contentType().equals("application/json")) {
      throw Refusal.of(
          415, "header content-type: it must be application/json; binary tensors are not accepted");
    }
    return Json.object(request.body());
  }

  /// The answer for the tensors of a request.
  ServedModel.Answered answered(ServedModel model, Map<String, @Nullable Object> body) {
    if (!(body.get("inputs") instanceof List<?> entries) || entries.isEmpty()) {
      throw Refusal.of(400, "body: it must have \"inputs\", a list of tensors");
    }
    List<TensorData> tensors = new ArrayList<>();
    for (Object entry : entries) {
      tensors.add(TensorData.of(entry));
      if (tensors.size() > model.input().tensors().size()) {
        throw Refusal.of(
            400,
            "inputs: there are more than the %d of the model's metadata; send only those"
                .formatted(model.input().tensors().size()));
      }
    }
    requireKnown(model, tensors);
    ServedModel.Answered answered = model.answer(() -> model.input().of(tensors));
    metrics.predicted(model.name(), answered.predictions().size());
    return answered;
  }

  private static void requireKnown(ServedModel model, List<TensorData> tensors) {
    List<String> names = model.input().tensors().stream().map(TensorSpec::name).toList();
    List<String> seen = new ArrayList<>();
    for (TensorData tensor : tensors) {
      if (!names.contains(tensor.name())) {
        throw Refusal.of(
            400,
            "input \"%s\": the model has no such input; %s"
                .formatted(tensor.name(), Spelling.suggest(tensor.name(), names)));
      }
      if (seen.contains(tensor.name())) {
        throw Refusal.of(
            400, "input \"%s\": it occurs twice; send it once".formatted(tensor.name()));
      }
      seen.add(tensor.name());
    }
  }
}
