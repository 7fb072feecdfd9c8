package dev.adjoint.serve.protocol;

import dev.adjoint.data.csv.TableWriter;
import dev.adjoint.pipeline.Predictions;
import dev.adjoint.pipeline.input.Inputs;
import dev.adjoint.serve.http.Answer;
import dev.adjoint.serve.http.Json;
import dev.adjoint.serve.http.Refusal;
import dev.adjoint.serve.http.Request;
import dev.adjoint.serve.http.Route;
import dev.adjoint.serve.model.Models;
import dev.adjoint.serve.model.ServedModel;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `POST /api/predict`: rows as JSON or CSV, images as pixels; answers as JSON, or as CSV if the
/// client asks for it with `Accept: text/csv`.
///
/// @param models the models
/// @param metrics where answers are counted
public record SimplePredict(Models models, ServerCounts metrics) {

  private static final String JSON = "application/json";
  private static final String CSV = "text/csv";
  private static final int USUAL_TOP = 5;
  private static final int MOST_SEEN = 1 << 16;

  /// The routes.
  public List<Route> routes() {
    return List.of(
        described(
            Route.post(
                "/api/predict", "Answers with the only, or the first, model.", this::answer)),
        described(Route.post("/api/predict/{model}", "Answers with a model.", this::answer)));
  }

  private static Route described(Route route) {
    return route
        .taking(JSON, "PredictRequest")
        .taking(CSV, "Csv")
        .taking("image/*", "Bytes")
        .giving(JSON, "PredictAnswer")
        .giving(CSV, "Csv");
  }

  private Answer answer(Request request) {
    ServedModel model = models.find(request.name("model"), request.query("version"));
    int top = TopK.of(request, USUAL_TOP);
    ServedModel.Answered answered = model.answer(() -> read(model, request));
    Predictions predictions = answered.predictions();
    metrics.predicted(model.name(), predictions.size());
    if (request.header("accept").orElse("").startsWith(CSV)) {
      return Answer.text(CSV, csv(predictions));
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("model", model.name());
    body.put("version", model.version());
    body.put("answers", Answers.of(predictions, top));
    if (!predictions.notes().isEmpty()) {
      body.put("notes", predictions.notes());
    }
    if (request.query("seen").isPresent()) {
      seen(answered.inputs()).ifPresent(seen -> body.put("seen", seen));
    }
    return Answer.json(body);
  }

  private static Inputs read(ServedModel model, Request request) {
    String type = request.contentType();
    if (type.equals(JSON)) {
      return model.input().of(Json.read(request.body()));
    }
    if (type.equals(CSV)) {
      return model.input().csv(request.text());
    }
    if (type.startsWith("image/")) {
      return model.input().image(request.body());
    }
    throw Refusal.of(
        415,
        "header content-type: it is '%s' but must be application/json, text/csv or an image type; set the header"
            .formatted(type.replaceAll("[^!-~]", "?")));
  }

  /// What the network sees of the first sample: its prepared numbers.
  private static Optional<Map<String, Object>> seen(Inputs inputs) {
    int width = Math.toIntExact(inputs.features().shape().count() / inputs.count());
    if (width > MOST_SEEN) {
      return Optional.empty();
    }
    float[] all = inputs.features().slice(0, 0, 1).toFloatArray();
    Map<String, Object> seen = new LinkedHashMap<>();
    seen.put("shape", inputs.features().shape().toArray());
    seen.put("numbers", all);
    return Optional.of(seen);
  }

  private static String csv(Predictions predictions) {
    StringWriter text = new StringWriter();
    Map<String, List<Object>> columns = predictions.columns();
    try {
      TableWriter.write(text, List.copyOf(columns.keySet()), List.copyOf(columns.values()));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Writing to memory does not fail.
    }
    return text.toString();
  }
}
