package dev.adjoint.tensor;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a thread is doing while it computes: whether it records, who listens, where in a model it
/// is.
///
/// Nothing here changes a computed number. Everything is set for the length of a call and put back.
final class Ambient {

  private static final ThreadLocal<Ambient> CURRENT = ThreadLocal.withInitial(Ambient::new);

  /// Whether operations on tracked tensors make graph nodes.
  boolean recording = true;

  /// Whether every value and gradient is checked for being finite.
  boolean anomaly;

  /// The training step for messages, or −1.
  long step = -1;

  /// The next node's place in the order of making; a long, as 2³¹ operations are a day's work.
  long nextOrder;

  /// The path of the layer that is running, `""` outside a model.
  String path = "";

  /// The layer that is running; its text is made only for a message.
  @Nullable Object part;

  @Nullable Trace trace;

  @Nullable Profile profile;

  /// What is found out about the step that is being recorded.
  @Nullable Capture capture;

  /// The tensors that stand for parameters, see [Substitution].
  @Nullable Map<Parameter, Tensor> substitutes;

  static Ambient current() {
    return CURRENT.get();
  }

  /// Runs `work` with recording on or off.
  static <T> T recording(boolean on, Supplier<T> work) {
    Ambient ambient = current();
    boolean before = ambient.recording;
    ambient.recording = on;
    try {
      return work.get();
    } finally {
      ambient.recording = before;
    }
  }

  /// Runs `work` without recording, checking or tracing it: for questions about values.
  static <T> T unobserved(Supplier<T> work) {
    Ambient ambient = current();
    boolean anomaly = ambient.anomaly;
    Trace trace = ambient.trace;
    ambient.anomaly = false;
    ambient.trace = null;
    try {
      return recording(false, work);
    } finally {
      ambient.anomaly = anomaly;
      ambient.trace = trace;
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
