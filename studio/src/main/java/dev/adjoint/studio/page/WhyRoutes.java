package dev.adjoint.studio.page;

import dev.adjoint.explain.document.Wording;
import dev.adjoint.explain.why.Element;
import dev.adjoint.serve.http.Answer;
import dev.adjoint.serve.http.Refusal;
import dev.adjoint.serve.http.Request;
import dev.adjoint.serve.http.Route;
import dev.adjoint.studio.descent.Race;
import dev.adjoint.studio.descent.StepLine;
import dev.adjoint.studio.practise.Exercise;
import dev.adjoint.studio.request.Fields;
import dev.adjoint.studio.session.Session;
import dev.adjoint.studio.tour.LessonStep;
import dev.adjoint.studio.trace.Film;
import dev.adjoint.studio.trace.TracedStep;
import dev.adjoint.studio.trace.ValueView;
import dev.adjoint.studio.trace.WhatIfView;
import dev.adjoint.studio.trace.WhyView;
import dev.adjoint.studio.watch.RunList;
import dev.adjoint.studio.watch.RunSteps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// The routes for traced steps, exercises and races.
public final class WhyRoutes {

  private static final int MOST_TERMS = 200;

  private final PlayRoutes play;
  private final RunSteps steps;
  private final Map<LessonStep, TracedStep> lessons = new ConcurrentHashMap<>();

  /// The routes over these tabs and runs.
  public WhyRoutes(PlayRoutes play, RunList runs) {
    this.play = play;
    this.steps = new RunSteps(runs);
  }

  /// The routes.
  public List<Route> routes() {
    return List.of(
        Route.get("/api/why", "The reason of a number.", asked(this::why)),
        Route.get("/api/value", "A value as a table.", asked(this::value)),
        Route.get("/api/film", "A step as a film.", asked(request -> Film.of(step(request)))),
        Route.get(
            "/api/values",
            "The numbers that can be changed.",
            asked(request -> Map.of("values", WhatIfView.values(step(request).trace())))),
        Route.get("/api/whatif", "Another number.", asked(this::whatIf)),
        Route.get("/api/curve", "The loss along a number.", asked(this::curve)),
        Route.get("/api/exercise", "An exercise.", asked(WhyRoutes::exercise)),
        Route.post("/api/mark", "Marks an answer.", asked(WhyRoutes::mark)),
        Route.get("/api/sheet", "Exercises to print.", asked(WhyRoutes::sheet)),
        Route.post("/api/race", "A race of optimizers.", asked(r -> Race.of(PlayRoutes.fields(r)))),
        Route.post(
            "/api/slice",
            "A step of a race along its line.",
            asked(r -> StepLine.of(PlayRoutes.fields(r)))));
  }

  /// An error of the library about a wrong address is an answer, not a failure of the server.
  private static Route.Handler asked(Function<Request, Map<String, ?>> answer) {
    return request -> {
      try {
        return Answer.json(answer.apply(request));
      } catch (IllegalArgumentException | IllegalStateException e) {
        throw Refusal.of(400, String.valueOf(e.getMessage()));
      }
    };
  }

  private static String required(Request request, String name) {
    return request
        .query(name)
        .orElseThrow(
            () -> Refusal.of(400, "address: %s is missing; add %s=…".formatted(name, name)));
  }

  private static long whole(Request request, String name, long least, long most) {
    String text = required(request, name);
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Refused below, with the range.
    }
    throw Refusal.of(
        400, "address: %s must be a whole number from %,d to %,d".formatted(name, least, most));
  }

  private static double number(Request request, String name) {
    try {
      return Double.parseDouble(required(request, name).replace('−', '-'));
    } catch (NumberFormatException _) {
      throw Refusal.of(400, "address: %s must be a number, such as 0.25".formatted(name));
    }
  }

  /// The requested step: of an exercise, of a lesson, of a run in a folder, or the next one of a
  /// tab.
  private TracedStep step(Request request) {
    if (request.query("exercise").isPresent()) {
      return exerciseOf(request.query("exercise").get(), whole(request, "seed", 0, 1L << 31))
          .step();
    }
    if (request.query("lesson").isPresent()) {
      return lessons.computeIfAbsent(
          LessonStep.numbered((int) whole(request, "lesson", 1, LessonStep.values().length)),
          LessonStep::step);
    }
    if (request.query("run").isPresent()) {
      return steps.of(required(request, "run"), whole(request, "step", 1, Long.MAX_VALUE));
    }
    Session session = play.watched(request);
    if (request.query("step").isPresent()) {
      long step = whole(request, "step", 1, dev.adjoint.studio.play.Playground.END);
      return session.call(() -> {
        if (session.play().step() != step - 1) {
          session.run(false);
          session.play().seek(step - 1);
        }
        return session.play().trace();
      });
    }
    return session.call(() -> {
      session.run(false);
      return session.play().trace();
    });
  }

  private Map<String, Object> why(Request request) {
    Element element = Element.parse(required(request, "at"));
    int most =
        request.query("terms").isPresent() ? (int) whole(request, "terms", 1, MOST_TERMS) : 10;
    Wording words = Wording.of(Locale.forLanguageTag(request.query("lang").orElse("en")));
    return WhyView.of(step(request), element, most, words);
  }

  private Map<String, Object> value(Request request) {
    String name = required(request, "name");
    boolean isGradient = request.query("gradient").orElse("0").equals("1");
    return ValueView.of(step(request).trace(), name, isGradient);
  }

  private Map<String, Object> whatIf(Request request) {
    return WhatIfView.of(
        step(request).trace(), Element.parse(required(request, "at")), number(request, "value"));
  }

  private Map<String, Object> curve(Request request) {
    double radius = number(request, "radius");
    if (!(radius > 0 && radius <= 1e6)) {
      throw Refusal.of(400, "address: radius must be above 0 and at most 1000000");
    }
    return WhatIfView.curve(step(request).trace(), Element.parse(required(request, "at")), radius);
  }

  // -- Exercises.

  private static Exercise exerciseOf(String kind, long seed) {
    for (Exercise.Kind each : Exercise.Kind.values()) {
      if (Fields.nameOf(each).equals(kind)) {
        return Exercise.of(each, seed);
      }
    }
    throw Refusal.of(400, "address: there is no exercise of this kind");
  }

  private static Map<String, Object> exercise(Request request) {
    List<String> kinds = new ArrayList<>();
    for (Exercise.Kind kind : Exercise.Kind.values()) {
      kinds.add(Fields.nameOf(kind));
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kinds", kinds);
    map.putAll(
        exerciseOf(required(request, "kind"), whole(request, "seed", 0, 1L << 31)).question());
    return map;
  }

  private static Map<String, Object> mark(Request request) {
    Fields fields = PlayRoutes.fields(request);
    Exercise exercise = exerciseOf(fields.text("kind", 40), fields.whole("seed", 0, 1L << 31, 0));
    double answer = fields.number("answer", -1e30, 1e30, Double.NaN);
    fields.requireNoOthers();
    Exercise.Mark mark = exercise.mark(answer);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("verdict", mark.verdict().name().toLowerCase(Locale.ROOT));
    mark.mistake().ifPresent(mistake -> map.put("mistake", Fields.nameOf(mistake)));
    map.put("answer", dev.adjoint.plot.picture.NumberText.of(exercise.answer(), 6));
    map.put("at", exercise.element().toString());
    return map;
  }

  /// Several exercises with their answers, to print.
  private static Map<String, Object> sheet(Request request) {
    long seed = whole(request, "seed", 0, 1L << 31);
    int count = (int) whole(request, "count", 1, 24);
    List<Object> exercises = new ArrayList<>();
    Exercise.Kind[] kinds = Exercise.Kind.values();
    for (int i = 0; i < count; i++) {
      Exercise exercise = Exercise.of(kinds[i % kinds.length], seed + i / kinds.length);
      Map<String, Object> one = new LinkedHashMap<>(exercise.question());
      one.put("answer", dev.adjoint.plot.picture.NumberText.of(exercise.answer(), 4));
      exercises.add(one);
    }
    return Map.of("exercises", exercises);
  }
}
