package dev.adjoint.studio.page;

import dev.adjoint.serve.http.Answer;
import dev.adjoint.serve.http.Json;
import dev.adjoint.serve.http.Refusal;
import dev.adjoint.serve.http.Request;
import dev.adjoint.serve.http.Route;
import dev.adjoint.studio.descent.Race;
import dev.adjoint.studio.play.PlayPoints;
import dev.adjoint.studio.play.PlaySetup;
import dev.adjoint.studio.play.PlayTable;
import dev.adjoint.studio.play.Playground;
import dev.adjoint.studio.request.Fields;
import dev.adjoint.studio.session.Session;
import dev.adjoint.studio.session.Sessions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The routes of the page Play: a tab, its events, its actions, a table.
public final class PlayRoutes {

  /// The header that a tab sends in addition to its cookie. A page of another site cannot set it
  /// without a preflight request, which is refused.
  static final String HEADER = "x-adjoint-session";

  private static final int MOST_JSON = 1 << 20;
  private static final int LONGEST_ACTION = 40;

  private final Sessions sessions;

  /// The routes of these tabs.
  public PlayRoutes(Sessions sessions) {
    this.sessions = sessions;
  }

  /// The routes.
  public List<Route> routes() {
    return List.of(
        Route.get("/api/hello", "The choices of the page.", _ -> hello()),
        Route.get("/api/words/{language}", "The texts of a language.", PlayRoutes::words),
        Route.post("/api/session", "Opens a tab.", this::open),
        Route.get(
            "/api/events", "The events of a tab.", request -> EventRoute.of(watched(request))),
        Route.post("/api/act", "Does something.", this::act),
        Route.post("/api/table", "Takes a table.", this::table));
  }

  private static Answer hello() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("v", 1);
    map.put("languages", StudioWords.LANGUAGES);
    map.put("choices", Playground.choices());
    map.put("setup", PlaySetup.XOR.toMap());
    map.put("functions", Race.functions());
    map.put(
        "limits",
        Map.of(
            "rows", PlayTable.MOST_ROWS,
            "units", PlaySetup.MOST_UNITS,
            "layers", PlaySetup.MOST_LAYERS,
            "points", PlayAction.MOST_POINTS,
            "end", Playground.END));
    return Answer.json(map);
  }

  private static Answer words(Request request) {
    return Answer.json(
        StudioWords.of(request.name("language").orElse(""))
            .orElseThrow(() ->
                Refusal.of(
                    404,
                    "words: the languages are %s"
                        .formatted(String.join(", ", StudioWords.LANGUAGES))))
            .texts());
  }

  /// Reads a JSON object of at most 1 MB.
  static Fields fields(Request request) {
    if (!request.contentType().equals("application/json")) {
      throw Refusal.of(
          415, "header content-type: it must be application/json; send JSON with this header");
    }
    byte[] body = request.body();
    if (body.length > MOST_JSON) {
      throw Refusal.of(
          413,
          "body: it has %,d bytes but JSON may have at most %,d; send less"
              .formatted(body.length, MOST_JSON));
    }
    return new Fields(Json.object(body));
  }

  private Answer open(Request request) {
    Fields fields = fields(request);
    PlaySetup setup = fields.has("setup") ? PlaySetup.of(fields.object("setup")) : PlaySetup.XOR;
    boolean isRunning = fields.whole("run", 0, 1, 1) == 1;
    fields.requireNoOthers();
    return Answer.json(Map.of("session", sessions.open(setup, isRunning).id()));
  }

  /// The tab that an address names, for reading only.
  Session watched(Request request) {
    return sessions.required(
        request
            .query("session")
            .orElseThrow(() -> Refusal.of(400, "address: the session is missing; add ?session=…")));
  }

  /// The tab that acts.
  ///
  /// @throws Refusal 403 when the request does not show the tab's secret
  Session acting(Request request) {
    return sessions.required(
        request
            .header(HEADER)
            .orElseThrow(() ->
                Refusal.of(
                    403,
                    "header %s: it is missing; only the page itself can act".formatted(HEADER))));
  }

  private Answer act(Request request) {
    Session session = acting(request);
    Fields fields = fields(request);
    String action = fields.text("do", LONGEST_ACTION);
    PlayAction work = PlayAction.of(action, fields);
    return session.call(() -> {
      work.on(session);
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("ok", true);
      map.put("step", session.play().step());
      map.put("hash", session.play().hash());
      map.put("setup", session.play().setup().toMap());
      session
          .table()
          .ifPresent(table -> {
            map.put("numbers", table.numbers());
            map.put("targets", table.targets());
            session.chosen().ifPresent(points -> map.put("columns", points.names()));
          });
      return Answer.json(map);
    });
  }

  private Answer table(Request request) {
    Session session = acting(request);
    if (!request.contentType().equals("text/csv")) {
      throw Refusal.of(415, "header content-type: it must be text/csv; send a CSV file");
    }
    PlayTable table = PlayTable.of(request.text(), "table.csv");
    return session.call(() -> {
      session.upload(table);
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("rows", table.table().rows());
      map.put("numbers", table.numbers());
      map.put("targets", table.targets());
      PlayPoints points = session.chosen().orElseThrow();
      map.put("columns", points.names());
      map.put("classes", points.classes());
      return Answer.json(map);
    });
  }
}
