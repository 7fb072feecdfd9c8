package dev.adjoint.tensor;

import java.util.Arrays;

/// Applies operations, and lets whoever is interested know: the graph where an input is tracked,
/// the profile, the trace, and the check of anomaly mode.
final class Application {

  private Application() {}

  /// The value.
  static Tensor of(Operation operation, Tensor... inputs) {
    ThreadContext context = ThreadContext.current();
    Profile profile = context.profile;
    if (profile != null) {
      return profile.span(
          Profile.Kind.FORWARD, operation.label(), context.path, () -> of(operation, inputs));
    }
    Applied applied = computed(operation, inputs, context);
    Tensor value = applied.value();
    if (context.anomaly) {
      Anomaly.requireFiniteValue(operation, inputs, value, context);
    }
    Tensor result =
        context.gradEnabled && reached(applied, inputs)
            ? GraphNode.record(context, operation, inputs, applied)
            : value.untracked();
    Trace trace = context.trace;
    if (trace != null) {
      trace.add(operation, inputs, result, context.path);
    }
    return result;
  }

  /// The values of an operation that has several.
  static Tensor[] ofSeveral(Operation operation, Tensor... inputs) {
    ThreadContext context = ThreadContext.current();
    Profile profile = context.profile;
    if (profile != null) {
      return profile.span(
          Profile.Kind.FORWARD,
          operation.label(),
          context.path,
          () -> ofSeveral(operation, inputs));
    }
    Applied applied = computed(operation, inputs, context);
    if (context.anomaly) {
      for (Tensor value : applied.values()) {
        Anomaly.requireFiniteValue(operation, inputs, value, context);
      }
    }
    Tensor[] results =
        context.gradEnabled && reached(applied, inputs)
            ? GraphNode.recordSeveral(context, operation, inputs, applied)
            : Arrays.stream(applied.values()).map(Tensor::untracked).toArray(Tensor[]::new);
    Trace trace = context.trace;
    if (trace != null) {
      for (Tensor result : results) {
        trace.add(operation, inputs, result, context.path);
      }
    }
    return results;
  }

  private static Applied computed(Operation operation, Tensor[] inputs, ThreadContext context) {
    boolean recording = context.gradEnabled;
    boolean anomaly = context.anomaly;
    Trace trace = context.trace;
    // What an operation is made of is its own affair: it is neither recorded, checked nor traced.
    context.gradEnabled = false;
    context.anomaly = false;
    context.trace = null;
    try {
      return operation.apply(inputs);
    } finally {
      context.gradEnabled = recording;
      context.anomaly = anomaly;
      context.trace = trace;
    }
  }

  private static boolean reached(Applied applied, Tensor[] inputs) {
    for (int i = 0; i < inputs.length; i++) {
      if (inputs[i].isTracked() && applied.reaches(i)) {
        return true;
      }
    }
    return false;
  }
}
