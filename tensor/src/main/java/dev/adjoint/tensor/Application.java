package dev.adjoint.tensor;

import java.util.Arrays;

/// Applies operations, and lets whoever is interested know: the graph where an input is tracked,
/// the profile, the trace, and the check of anomaly mode.
final class Application {

  private Application() {}

  /// The value.
  static Tensor of(Operation operation, Tensor... inputs) {
    Ambient ambient = Ambient.current();
    Profile profile = ambient.profile;
    if (profile != null) {
      return profile.span(
          Profile.Kind.FORWARD, operation.label(), ambient.path, () -> of(operation, inputs));
    }
    Applied applied = computed(operation, inputs, ambient);
    Tensor value = applied.value();
    if (ambient.anomaly) {
      Anomaly.requireFiniteValue(operation, inputs, value, ambient);
    }
    Tensor result =
        ambient.recording && reached(applied, inputs)
            ? Node.record(ambient, operation, inputs, applied)
            : value.untracked();
    Trace trace = ambient.trace;
    if (trace != null) {
      trace.add(operation, inputs, result, ambient.path);
    }
    return result;
  }

  /// The values of an operation that has several.
  static Tensor[] ofSeveral(Operation operation, Tensor... inputs) {
    Ambient ambient = Ambient.current();
    Profile profile = ambient.profile;
    if (profile != null) {
      return profile.span(
          Profile.Kind.FORWARD,
          operation.label(),
          ambient.path,
          () -> ofSeveral(operation, inputs));
    }
    Applied applied = computed(operation, inputs, ambient);
    if (ambient.anomaly) {
      for (Tensor value : applied.values()) {
        Anomaly.requireFiniteValue(operation, inputs, value, ambient);
      }
    }
    Tensor[] results =
        ambient.recording && reached(applied, inputs)
            ? Node.recordSeveral(ambient, operation, inputs, applied)
            : Arrays.stream(applied.values()).map(Tensor::untracked).toArray(Tensor[]::new);
    Trace trace = ambient.trace;
    if (trace != null) {
      for (Tensor result : results) {
        trace.add(operation, inputs, result, ambient.path);
      }
    }
    return results;
  }

  private static Applied computed(Operation operation, Tensor[] inputs, Ambient ambient) {
    boolean recording = ambient.recording;
    boolean anomaly = ambient.anomaly;
    Trace trace = ambient.trace;
    // What an operation is made of is its own affair: it is neither recorded, checked nor traced.
    ambient.recording = false;
    ambient.anomaly = false;
    ambient.trace = null;
    try {
      return operation.apply(inputs);
    } finally {
      ambient.recording = recording;
      ambient.anomaly = anomaly;
      ambient.trace = trace;
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
