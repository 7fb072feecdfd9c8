package dev.adjoint.tensor;

import dev.adjoint.tensor.autograd.ThreadContext;
import java.util.function.Supplier;

/// Names the part of a model that is running, for errors, traces and anomaly messages.
public final class LayerScope {

  private LayerScope() {}

  /// Runs `work` as the part `name` of whatever is running: inside `encoder`, `0` becomes
  /// `encoder.0`.
  ///
  /// @param part the layer itself; messages print its text
  public static <T> T in(String name, Object part, Supplier<T> work) {
    Require.present("in", "name", name);
    Require.present("in", "part", part);
    Require.present("in", "work", work);
    ThreadContext context = ThreadContext.current();
    String path = context.path().isEmpty() ? name : context.path() + "." + name;
    return context.inLayer(path, part, work);
  }

  /// Runs `work` as the layer that owns this parameter; its path comes from the parameter's name. A
  /// parameter without a name leaves the path as it is.
  public static <T> T at(Parameter parameter, Object part, Supplier<T> work) {
    Require.present("at", "parameter", parameter);
    Require.present("at", "part", part);
    Require.present("at", "work", work);
    ThreadContext context = ThreadContext.current();
    String home = parameter.home();
    return context.inLayer(home.isEmpty() ? context.path() : home, part, work);
  }

  /// The path that is running, empty outside a model.
  public static String path() {
    return ThreadContext.current().path();
  }
}
