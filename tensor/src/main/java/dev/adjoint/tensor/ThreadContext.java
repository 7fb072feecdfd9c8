package dev.adjoint.tensor;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The state of a thread while it computes: whether it tracks gradients, who observes it, which
/// layer is running.
///
/// Nothing here changes a computed number. A method that sets a field restores it before it
/// returns.
final class ThreadContext {

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
  @Nullable Object part;

  @Nullable Trace trace;

  @Nullable Profile profile;

  /// The gate of the step that is being recorded.
  @Nullable RecordingGate gate;

  /// The tensors used in place of parameters, see [Substitution].
  @Nullable Map<Parameter, Tensor> substitutes;

  static ThreadContext current() {
    return CURRENT.get();
  }

  /// Runs `work` as the body of a method that the user called, so that messages about the graph
  /// name that method and not one of the operations that it is composed of. Within another such
  /// method the outer one counts.
  static <T> T named(String method, Supplier<T> work) {
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
  static <T> T withGrad(boolean enabled, Supplier<T> work) {
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
  static <T> T unobserved(Supplier<T> work) {
    ThreadContext context = current();
    boolean anomaly = context.anomaly;
    Trace trace = context.trace;
    context.anomaly = false;
    context.trace = null;
    try {
      return withGrad(false, work);
    } finally {
      context.anomaly = anomaly;
      context.trace = trace;
    }
  }

  /// A message with a second line that names the running layer, if there is one.
  String located(String message) {
    return located(message, path, part);
  }

  static String located(String message, String path, @Nullable Object part) {
    if (part == null) {
      return message;
    }
    return "%s\nin %s%s".formatted(message, path.isEmpty() ? "" : path + ", ", part);
  }
}
