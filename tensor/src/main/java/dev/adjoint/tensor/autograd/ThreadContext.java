package dev.adjoint.tensor.autograd;

import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The state of a thread while it computes: whether it tracks gradients, what observes it, which
/// layer is running.
///
/// Nothing here changes a computed number. Each method that takes `work` sets one part of the
/// state, runs the work, and restores what was there before, also when the work throws.
public final class ThreadContext {

  private static final ThreadLocal<ThreadContext> CURRENT =
      ThreadLocal.withInitial(ThreadContext::new);

  /// Whether operations on tracked tensors make graph nodes.
  boolean gradEnabled = true;

  /// Whether every value and gradient is checked for being finite.
  boolean anomaly;

  /// The training step for messages, or −1.
  long step = -1;

  /// The number of the next graph node; a long, because a day of training makes more than 2³¹.
  long nextOrder;

  /// The method of [Tensor] that is running, where it is composed of several operations.
  @Nullable String method;

  /// The path of the layer that is running, `""` outside a model.
  String path = "";

  /// The layer that is running; messages print it.
  @Nullable Object layer;

  @Nullable ApplicationListener trace;

  @Nullable SpanListener profile;

  /// The gate of the step that is being recorded.
  @Nullable RecordingGate gate;

  /// The tensors used in place of parameters.
  private @Nullable Map<Parameter, Tensor> substitutes;

  private ThreadContext() {}

  /// The state of this thread.
  public static ThreadContext current() {
    return CURRENT.get();
  }

  /// Whether operations on tracked tensors make graph nodes.
  public boolean isGradEnabled() {
    return gradEnabled;
  }

  /// The number of the next graph node: nodes that are made from now on have at least this number.
  public long nextOrder() {
    return nextOrder;
  }

  /// The path of the layer that is running, `""` outside a model.
  public String path() {
    return path;
  }

  /// The layer that is running, null outside a model.
  public @Nullable Object layer() {
    return layer;
  }

  /// What measures the operations of this thread, null if they are not measured.
  public @Nullable SpanListener profile() {
    return profile;
  }

  /// The tensors used in place of parameters, null if there are none.
  public @Nullable Map<Parameter, Tensor> substitutes() {
    return substitutes;
  }

  /// Runs `work` as the body of a method that the user called, so that messages about the graph
  /// name that method and not one of the operations that it is composed of. Within another such
  /// method the outer one counts.
  public static <T> T named(String method, Supplier<T> work) {
    ThreadContext context = current();
    if (context.method != null) {
      return work.get();
    }
    context.method = method;
    try {
      return work.get();
    } finally {
      context.method = null;
    }
  }

  /// Runs `work` with tracking of gradients on or off.
  public static <T> T withGrad(boolean enabled, Supplier<T> work) {
    ThreadContext context = current();
    boolean before = context.gradEnabled;
    context.gradEnabled = enabled;
    try {
      return work.get();
    } finally {
      context.gradEnabled = before;
    }
  }

  /// Runs `work` without tracking, checking or tracing it: for questions about values.
  public static <T> T unobserved(Supplier<T> work) {
    ThreadContext context = current();
    boolean anomaly = context.anomaly;
    ApplicationListener trace = context.trace;
    context.anomaly = false;
    context.trace = null;
    try {
      return withGrad(false, work);
    } finally {
      context.anomaly = anomaly;
      context.trace = trace;
    }
  }

  /// Runs `work` with a check that each value and gradient is finite.
  ///
  /// @param step the training step for the message, or −1
  public static <T> T checked(long step, Supplier<T> work) {
    ThreadContext context = current();
    boolean anomaly = context.anomaly;
    long before = context.step;
    context.anomaly = true;
    context.step = step;
    try {
      return work.get();
    } finally {
      context.anomaly = anomaly;
      context.step = before;
    }
  }

  /// Runs `work` and calls the listener for each operation. An outer listener is not called.
  public static void traced(ApplicationListener listener, Runnable work) {
    ThreadContext context = current();
    ApplicationListener before = context.trace;
    context.trace = listener;
    try {
      work.run();
    } finally {
      context.trace = before;
    }
  }

  /// Runs `work` and calls the listener for each operation, after the outer listener.
  public static <T> T alsoTraced(ApplicationListener listener, Supplier<T> work) {
    ThreadContext context = current();
    ApplicationListener before = context.trace;
    context.trace =
        (operation, inputs, result, path) -> {
          if (before != null) {
            before.applied(operation, inputs, result, path);
          }
          listener.applied(operation, inputs, result, path);
        };
    try {
      return work.get();
    } finally {
      context.trace = before;
    }
  }

  /// Runs `work` while this listener measures it; null for no measurement.
  public static <T> T profiled(@Nullable SpanListener listener, Supplier<T> work) {
    ThreadContext context = current();
    SpanListener before = context.profile;
    context.profile = listener;
    try {
      return work.get();
    } finally {
      context.profile = before;
    }
  }

  /// Runs `work` as the code of a layer.
  public <T> T inLayer(String newPath, Object newLayer, Supplier<T> work) {
    String before = path;
    Object outer = layer;
    path = newPath;
    layer = newLayer;
    try {
      return work.get();
    } finally {
      path = before;
      layer = outer;
    }
  }

  /// Runs `work` with exactly these tensors in place of parameters.
  public static <T> T substituting(@Nullable Map<Parameter, Tensor> substitutes, Supplier<T> work) {
    ThreadContext context = current();
    Map<Parameter, Tensor> before = context.substitutes;
    context.substitutes = substitutes;
    try {
      return work.get();
    } finally {
      context.substitutes = before;
    }
  }

  /// A message with a second line that names the running layer, if there is one.
  public String located(String message) {
    return located(message, path, layer);
  }

  /// A message with a second line that names a layer, if there is one.
  public static String located(String message, String path, @Nullable Object layer) {
    if (layer == null) {
      return message;
    }
    return "%s\nin %s%s".formatted(message, path.isEmpty() ? "" : path + ", ", layer);
  }
}
