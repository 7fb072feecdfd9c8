package dev.adjoint.explain.why;

import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.explain.trace.TracedOperation;
import dev.adjoint.explain.trace.TracedValue;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The forward pass of a traced step, run again in F64 with the same masks and indices, as it was
/// or with some values changed.
public final class DoubleStep {

  private final StepTrace trace;
  private final Links links;
  private final List<Tensor> values = new ArrayList<>();

  /// Runs the forward pass.
  ///
  /// @throws RuntimeException of any kind, if an operation does not run in F64
  public DoubleStep(StepTrace trace) {
    this(trace, new Links(trace, ElementType.F64));
  }

  /// The same with what is known of the operations.
  DoubleStep(StepTrace trace, Links links) {
    this.trace = trace;
    this.links = links;
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

  /// The value with this number; floating values are F64.
  public Tensor value(int id) {
    return values.get(id);
  }

  /// The loss as it was.
  public double loss() {
    return values.get(trace.loss().id()).item();
  }

  /// The loss with one element of a value moved. Only what depends on the element is computed
  /// again, as far as [Links] can tell.
  double lossWith(int id, int element, double change) {
    Tensor whole = values.get(id);
    Moved moved = new Moved(values, links, trace);
    Optional<Slice> index = sliceOf(id, element);
    Tensor part = index.map(slice -> slice.from(whole)).orElse(whole);
    double[] numbers = part.toDoubleArray();
    numbers[index.map(slice -> slice.local(element, whole.shape())).orElse(element)] += change;
    Tensor replacement = Tensor.of(ElementType.F64, numbers, part.shape());
    index.ifPresentOrElse(
        slice -> moved.replace(id, slice, replacement), () -> moved.replace(id, replacement));
    trace.operations().forEach(moved::run);
    return moved.value(trace.loss().id()).item();
  }

  /// The slice of an element along an axis whose indices the first operation that uses the value
  /// treats one by one.
  private Optional<Slice> sliceOf(int id, int element) {
    Shape shape = values.get(id).shape();
    for (TracedOperation operation : trace.operations()) {
      int input = operation.inputs().indexOf(id);
      for (int axis = 0; input >= 0 && axis < shape.rank(); axis++) {
        if (links.ofInput(operation, input, axis).isPresent()) {
          return Optional.of(Slice.of(axis, shape, element));
        }
      }
      if (input >= 0) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /// The same as a tensor, which is tracked if the replacement is.
  Tensor lossTensor(int id, Tensor replacement) {
    return lossTensor(Map.of(id, replacement));
  }

  /// The loss with other tensors instead of some values, tracked if one of them is.
  public Tensor lossTensor(Map<Integer, Tensor> replacements) {
    int loss = trace.loss().id();
    return rerun(replacements).getOrDefault(loss, values.get(loss));
  }

  /// The replacements and all values that follow from them. A value that is replaced stays so, even
  /// if an operation would compute it.
  public Map<Integer, Tensor> rerun(Map<Integer, Tensor> replacements) {
    Map<Integer, Tensor> changed = new HashMap<>(replacements);
    for (TracedOperation operation : trace.operations()) {
      if (operation.inputs().stream().anyMatch(changed::containsKey)) {
        Tensor[] results = results(operation, changed);
        for (int i = 0; i < results.length; i++) {
          changed.putIfAbsent(operation.outputs().get(i), wide(results[i]));
        }
      }
    }
    return changed;
  }

  private Tensor[] results(TracedOperation operation, Map<Integer, Tensor> changed) {
    Tensor[] inputs =
        operation.inputs().stream()
            .map(id -> changed.getOrDefault(id, values.get(id)))
            .toArray(Tensor[]::new);
    return trace.applier(operation.index()).values(inputs);
  }
}
