package dev.adjoint.studio.page;

import dev.adjoint.explain.document.Wording;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.serve.http.Answer;
import dev.adjoint.serve.http.Refusal;
import dev.adjoint.serve.http.Request;
import dev.adjoint.serve.http.Route;
import dev.adjoint.studio.watch.RunList;
import dev.adjoint.studio.watch.RunLooks;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The routes of the page Watch: the list of runs, their curves, and closer looks.
public final class WatchRoutes {

  private static final int ROWS = 100;
  private static final int MOST_ROWS = 1_000_000;

  private final PlayRoutes play;
  private final RunList runs;
  private final RunLooks looks;

  /// The routes over these runs.
  public WatchRoutes(PlayRoutes play, RunList runs) {
    this.play = play;
    this.runs = runs;
    this.looks = new RunLooks(runs);
  }

  /// The routes.
  public List<Route> routes() {
    return List.of(
        Route.get("/api/runs", "The runs.", request -> Answer.json(list(request))),
        Route.get(
            "/api/runs/{name}",
            "The curves of a run.",
            request -> Answer.json(runs.curves(name(request, "name")))),
        Route.get(
            "/api/runs/{name}/{look}",
            "How far a look is.",
            request -> Answer.json(looks.of(name(request, "name"), name(request, "look")))),
        Route.post("/api/runs/{name}/{look}", "Starts a look.", this::start),
        Route.get("/api/runs/{name}/{look}/{picture}", "A picture of a look.", this::picture));
  }

  private static String name(Request request, String name) {
    return request.name(name).orElseThrow();
  }

  private Map<String, Object> list(Request request) {
    String from = request.query("from").orElse("0");
    int number;
    try {
      number = Integer.parseInt(from);
    } catch (NumberFormatException _) {
      number = -1;
    }
    if (number < 0 || number > MOST_ROWS) {
      throw Refusal.of(
          400, "address: from must be a whole number from 0 to %,d".formatted(MOST_ROWS));
    }
    return runs.page(request.query("q").orElse(""), number, ROWS);
  }

  private Answer start(Request request) {
    play.acting(request);
    PlayRoutes.fields(request).requireNoOthers();
    return Answer.json(looks.start(name(request, "name"), name(request, "look")));
  }

  private Answer picture(Request request) {
    Wording words = Wording.of(Locale.forLanguageTag(request.query("lang").orElse("en")));
    Picture picture =
        looks.picture(
            name(request, "name"), name(request, "look"), name(request, "picture"), words);
    boolean isDark = request.query("theme").orElse("").equals("dark");
    return Answer.text("image/svg+xml", (isDark ? picture.dark() : picture).toSvg());
  }
}
