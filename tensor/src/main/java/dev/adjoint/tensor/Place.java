package dev.adjoint.tensor;

import java.util.function.Supplier;

/// Names the part of a model that is running, for errors, traces and anomaly messages.
public final class Place {

  private Place() {}

  /// Runs `work` as the part `name` of whatever is running: inside `encoder`, `0` becomes
  /// `encoder.0`.
  ///
  /// @param part the layer itself; its text stands in messages
  public static <T> T in(String name, Object part, Supplier<T> work) {
    Ambient ambient = Ambient.current();
    String path = ambient.path.isEmpty() ? name : ambient.path + "." + name;
    return run(ambient, path, part, work);
  }

  /// Runs `work` at the place that the name of a layer's parameter tells; where it has no name yet,
  /// at the present place.
  public static <T> T at(Parameter parameter, Object part, Supplier<T> work) {
    Ambient ambient = Ambient.current();
    String home = parameter.home();
    return run(ambient, home.isEmpty() ? ambient.path : home, part, work);
  }

  private static <T> T run(Ambient ambient, String path, Object part, Supplier<T> work) {
    String before = ambient.path;
    Object outer = ambient.part;
    ambient.path = path;
    ambient.part = part;
    try {
      return work.get();
    } finally {
      ambient.path = before;
      ambient.part = outer;
    }
  }

  /// The path that is running, empty outside a model.
  public static String path() {
    return Ambient.current().path;
  }
}
