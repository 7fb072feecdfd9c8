package dev.adjoint.tensor;

import java.util.function.Supplier;

/// Names the part of a model that is running, for errors, traces and anomaly messages.
public final class Place {

  private Place() {}

  /// Runs `work` as the part `name` of whatever is running: inside `encoder`, `0` becomes
  /// `encoder.0`.
  public static <T> T in(String name, Supplier<T> work) {
    Ambient ambient = Ambient.current();
    String before = ambient.path;
    ambient.path = before.isEmpty() ? name : before + "." + name;
    try {
      return work.get();
    } finally {
      ambient.path = before;
    }
  }

  /// The path that is running, empty outside a model.
  public static String path() {
    return Ambient.current().path;
  }
}
