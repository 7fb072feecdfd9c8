package dev.adjoint.tensor;

import java.util.function.Supplier;

/// Names the part of a model that is running, for errors, traces and anomaly messages.
public final class LayerScope {

  private LayerScope() {}

  /// Runs `work` as the part `name` of whatever is running: inside `encoder`, `0` becomes
  /// `encoder.0`.
  ///
  /// @param part the layer itself; its text stands in messages
  public static <T> T in(String name, Object part, Supplier<T> work) {
    Require.present("in", "name", name);
    Require.present("in", "part", part);
    Require.present("in", "work", work);
    ThreadContext context = ThreadContext.current();
    String path = context.path.isEmpty() ? name : context.path + "." + name;
    return run(context, path, part, work);
  }

  /// Runs `work` at the place that the name of a layer's parameter tells; where it has no name yet,
  /// at the present place.
  public static <T> T at(Parameter parameter, Object part, Supplier<T> work) {
    Require.present("at", "parameter", parameter);
    Require.present("at", "part", part);
    Require.present("at", "work", work);
    ThreadContext context = ThreadContext.current();
    String home = parameter.home();
    return run(context, home.isEmpty() ? context.path : home, part, work);
  }

  private static <T> T run(ThreadContext context, String path, Object part, Supplier<T> work) {
    String before = context.path;
    Object outer = context.part;
    context.path = path;
    context.part = part;
    try {
      return work.get();
    } finally {
      context.path = before;
      context.part = outer;
    }
  }

  /// The path that is running, empty outside a model.
  public static String path() {
    return ThreadContext.current().path;
  }
}
