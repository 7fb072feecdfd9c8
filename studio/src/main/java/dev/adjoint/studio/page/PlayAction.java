package dev.adjoint.studio.page;

import dev.adjoint.explain.why.Element;
import dev.adjoint.serve.http.Refusal;
import dev.adjoint.studio.play.PlayPoints;
import dev.adjoint.studio.play.PlaySetup;
import dev.adjoint.studio.play.PlayTable;
import dev.adjoint.studio.play.Playground;
import dev.adjoint.studio.request.Fields;
import dev.adjoint.studio.session.Session;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Something that a tab does with its run. It is read and checked completely before anything is
/// done; so a refused request changes nothing.
@FunctionalInterface
interface PlayAction {

  /// The most points that can be drawn.
  int MOST_POINTS = 500;

  /// The longest text of a field.
  int LONGEST = 200;

  /// Does the action, on the thread of the session.
  void on(Session session);

  /// Reads an action.
  ///
  /// @throws Refusal 400 when there is no such action, or a field is wrong or unknown
  static PlayAction of(String name, Fields fields) {
    PlayAction action =
        switch (name) {
          case "run" -> run(fields.whole("on", 0, 1, 1) == 1);
          case "speed" -> speed((int) fields.whole("steps", 0, 10_000, 60));
          case "next" -> next(fields.whole("count", 1, 1000, 1));
          case "back" -> back(fields.whole("count", 1, Playground.END, 1));
          case "seek" -> seek(fields.whole("step", 0, Playground.END, 0));
          case "begin" -> begin(PlaySetup.of(fields.object("setup")));
          case "branch" -> branch(PlaySetup.of(fields.object("setup")));
          case "edit" ->
              edit(element(fields.text("at", LONGEST)), fields.number("value", -1e30, 1e30, 0));
          case "select" -> select(fields.text("branch", LONGEST));
          case "drop" -> drop(fields.text("branch", LONGEST));
          case "draw" ->
              draw(
                  points(fields.list("points", MOST_POINTS, PlayAction::point, List.of())),
                  PlaySetup.of(fields.object("setup")));
          case "columns" ->
              columns(
                  fields.text("x", LONGEST),
                  fields.text("y", LONGEST),
                  fields.text("target", LONGEST),
                  PlaySetup.of(fields.object("setup")));
          default ->
              throw Refusal.of(
                  400,
                  "field do: there is no action '%s'; there are run, speed, next, back, seek, begin, branch, edit, select, drop, draw, columns"
                      .formatted(name));
        };
    fields.requireNoOthers();
    return action;
  }

  private static PlayAction run(boolean on) {
    return session -> session.run(on);
  }

  private static PlayAction speed(int steps) {
    return session -> session.speed(steps);
  }

  private static PlayAction next(long count) {
    return session -> {
      session.run(false);
      long left = count;
      while (left > 0 && session.play().next()) {
        left--;
      }
    };
  }

  private static PlayAction back(long count) {
    return session -> {
      session.run(false);
      session.play().seek(Math.max(session.play().step() - count, session.play().first()));
    };
  }

  private static PlayAction seek(long step) {
    return session -> {
      session.run(false);
      session.play().seek(step);
    };
  }

  private static PlayAction begin(PlaySetup setup) {
    return session -> session.begin(setup);
  }

  private static PlayAction branch(PlaySetup setup) {
    return session -> session.play().branch(setup);
  }

  private static PlayAction edit(Element element, double number) {
    return session -> {
      session.run(false);
      session.play().edit(element, number);
    };
  }

  private static PlayAction select(String branch) {
    return session -> session.play().select(branch);
  }

  private static PlayAction drop(String branch) {
    return session -> session.play().drop(branch);
  }

  private static PlayAction draw(PlayPoints points, PlaySetup setup) {
    return session -> {
      session.draw(points);
      session.begin(setup);
    };
  }

  private static PlayAction columns(String x, String y, String target, PlaySetup setup) {
    return session -> {
      PlayTable table =
          session
              .table()
              .orElseThrow(() -> Refusal.of(400, "table: no table is uploaded; choose a CSV file"));
      session.choose(table.points(Optional.of(x), Optional.of(y), Optional.of(target)));
      session.begin(setup);
    };
  }

  private static Element element(String address) {
    try {
      return Element.parse(address);
    } catch (IllegalArgumentException e) {
      throw Refusal.of(400, String.valueOf(e.getMessage()));
    }
  }

  /// Reads `[x, y, class]`.
  private static float[] point(Object value) {
    if (value instanceof List<?> list
        && list.size() == 3
        && list.get(0) instanceof Number x
        && list.get(1) instanceof Number y
        && list.get(2) instanceof Number label
        && Math.abs(x.doubleValue()) <= 1000
        && Math.abs(y.doubleValue()) <= 1000
        && (label.doubleValue() == 0 || label.doubleValue() == 1 || label.doubleValue() == 2)) {
      return new float[] {x.floatValue(), y.floatValue(), label.intValue()};
    }
    throw new IllegalArgumentException("a point is [x, y, class] with class 0, 1 or 2");
  }

  private static PlayPoints points(List<float[]> drawn) {
    int count = drawn.size();
    float[] xs = new float[count];
    float[] ys = new float[count];
    float[] values = new float[count];
    TreeSet<Integer> seen = new TreeSet<>();
    for (int i = 0; i < count; i++) {
      xs[i] = drawn.get(i)[0];
      ys[i] = drawn.get(i)[1];
      values[i] = drawn.get(i)[2];
      seen.add((int) values[i]);
    }
    if (!seen.containsAll(List.of(0, 1))) {
      throw Refusal.of(
          400,
          "field points: there are %d points of the classes %s; draw at least one of class 0 and one of class 1"
              .formatted(count, seen));
    }
    List<String> classes = seen.contains(2) ? List.of("0", "1", "2") : List.of("0", "1");
    return new PlayPoints(xs, ys, values, count, classes, List.of("x", "y", "value"), "");
  }
}
