package dev.adjoint.tensor.autograd;

import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Profile;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;

/// Applies operations. Where an input is tracked the value gets a node in the graph; the profile,
/// the trace and the check of anomaly mode are called if they are on.
public final class Application {

  private Application() {}

  /// The value.
  public static Tensor of(Operation operation, Tensor... inputs) {
    if (NarrowInputs.among(operation, inputs)) {
      return NarrowInputs.of(operation, inputs);
    }
    ThreadContext context = ThreadContext.current();
    SpanListener profile = context.profile;
    if (profile != null) {
      return profile.span(
          Profile.Kind.FORWARD, operation.label(), context.path, () -> of(operation, inputs));
    }
    Applied applied = computed(operation, inputs, context);
    Tensor value = applied.value();
    if (context.anomaly) {
      FiniteCheck.requireFiniteValue(operation, inputs, value, context);
    }
    Tensor result =
        context.gradEnabled && reached(applied, inputs)
            ? GraphNode.record(context, operation, inputs, applied)
            : Nodes.without(value);
    ApplicationListener trace = context.trace;
    if (trace != null) {
      trace.applied(operation, inputs, result, context.path);
    }
    return result;
  }

  /// The values of an operation that has several.
  public static Tensor[] ofSeveral(Operation operation, Tensor... inputs) {
    if (NarrowInputs.among(operation, inputs)) {
      return NarrowInputs.ofSeveral(operation, inputs);
    }
    ThreadContext context = ThreadContext.current();
    SpanListener profile = context.profile;
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
        FiniteCheck.requireFiniteValue(operation, inputs, value, context);
      }
    }
    Tensor[] results =
        context.gradEnabled && reached(applied, inputs)
            ? GraphNode.recordSeveral(context, operation, inputs, applied)
            : Arrays.stream(applied.values()).map(Nodes::without).toArray(Tensor[]::new);
    ApplicationListener trace = context.trace;
    if (trace != null) {
      for (Tensor result : results) {
        trace.applied(operation, inputs, result, context.path);
      }
    }
    return results;
  }

  private static Applied computed(Operation operation, Tensor[] inputs, ThreadContext context) {
    boolean tracking = context.gradEnabled;
    boolean anomaly = context.anomaly;
    ApplicationListener trace = context.trace;
    // The operations that this one is composed of are neither tracked, checked nor traced.
    context.gradEnabled = false;
    context.anomaly = false;
    context.trace = null;
    try {
      return operation.apply(inputs);
    } finally {
      context.gradEnabled = tracking;
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
