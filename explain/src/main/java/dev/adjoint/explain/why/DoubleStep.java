package dev.adjoint.explain.why;

import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.explain.trace.TracedOperation;
import dev.adjoint.explain.trace.TracedValue;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The forward pass of a traced step, run again in F64 with the same masks and indices, as it was
/// or with one value changed.
final class DoubleStep {

  private final StepTrace trace;
  private final List<Tensor> values = new ArrayList<>();

  /// @throws RuntimeException of any kind, if an operation does not run in F64
  DoubleStep(StepTrace trace) {
    this.trace = trace;
    for (TracedValue value : trace.values()) {
      values.add(wide(value.value()));
    }
    for (TracedOperation operation : trace.operations()) {
      Tensor[] results = results(operation, Map.of());
      for (int i = 0; i < results.length; i++) {
        values.set(operation.outputs().get(i), wide(results[i]));
      }
    }
  }

  /// A floating tensor in F64, any other as it is.
  static Tensor wide(Tensor x) {
    return x.elementType().isFloating() ? x.to(ElementType.F64) : x;
  }

  Tensor value(int id) {
    return values.get(id);
  }

  double loss() {
    return values.get(trace.loss().id()).item();
  }

  /// The loss with another tensor in the place of a value.
  double lossWith(int id, Tensor replacement) {
    return lossTensor(id, replacement).item();
  }

  /// The same as a tensor, which is tracked if the replacement is.
  Tensor lossTensor(int id, Tensor replacement) {
    Map<Integer, Tensor> changed = new HashMap<>();
    changed.put(id, replacement);
    for (TracedOperation operation : trace.operations()) {
      if (operation.inputs().stream().anyMatch(changed::containsKey)) {
        Tensor[] results = results(operation, changed);
        for (int i = 0; i < results.length; i++) {
          changed.putIfAbsent(operation.outputs().get(i), wide(results[i]));
        }
      }
    }
    return changed.getOrDefault(trace.loss().id(), values.get(trace.loss().id()));
  }

  private Tensor[] results(TracedOperation operation, Map<Integer, Tensor> changed) {
    Tensor[] inputs =
        operation.inputs().stream()
            .map(id -> changed.getOrDefault(id, values.get(id)))
            .toArray(Tensor[]::new);
    return trace.applier(operation.index()).values(inputs);
  }
}
