package dev.adjoint.studio.page;

import dev.adjoint.serve.http.Answer;
import dev.adjoint.serve.http.Refusal;
import dev.adjoint.serve.http.Request;
import dev.adjoint.serve.http.Route;
import dev.adjoint.studio.draw.DrawModel;
import dev.adjoint.studio.draw.DrawModels;
import dev.adjoint.studio.draw.Drawing;
import dev.adjoint.studio.request.Fields;
import java.util.List;

/// What the page Draw asks for.
public final class DrawRoutes {

  private static final int LONGEST = 200;
  private static final int MOST_STROKES = 400;

  private final PlayRoutes play;
  private final DrawModels models;

  /// The routes over these models.
  public DrawRoutes(PlayRoutes play, DrawModels models) {
    this.play = play;
    this.models = models;
  }

  /// The routes.
  public List<Route> routes() {
    return List.of(
        Route.get("/api/draw", "The models of images.", _ -> Answer.json(models.list())),
        Route.post("/api/draw/train", "Trains a model of digits.", this::train),
        Route.post("/api/draw/model", "What a model was trained on.", this::model),
        Route.post("/api/draw/answer", "The answer for a drawing.", this::answer));
  }

  private Answer train(Request request) {
    play.acting(request);
    PlayRoutes.fields(request).requireNoOthers();
    return Answer.json(models.train());
  }

  private Answer model(Request request) {
    Fields fields = PlayRoutes.fields(request);
    DrawModel model = models.of(fields.text("run", LONGEST));
    fields.requireNoOthers();
    return Answer.json(model.facts());
  }

  private Answer answer(Request request) {
    Fields fields = PlayRoutes.fields(request);
    String run = fields.text("run", LONGEST);
    if (fields.has("sample")) {
      int sample = (int) fields.whole("sample", 0, Integer.MAX_VALUE, 0);
      fields.requireNoOthers();
      return Answer.json(models.of(run).sample(sample));
    }
    List<Object> strokes = fields.list("strokes", MOST_STROKES, each -> each, List.of());
    boolean isWhole = fields.whole("whole", 0, 1, 1) == 1;
    fields.requireNoOthers();
    Drawing drawing = Drawing.of(strokes);
    try {
      return Answer.json(models.of(run).answer(drawing, isWhole));
    } catch (IllegalArgumentException e) {
      throw Refusal.of(422, String.valueOf(e.getMessage()));
    }
  }
}
