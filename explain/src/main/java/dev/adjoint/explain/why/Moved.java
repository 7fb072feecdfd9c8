package dev.adjoint.explain.why;

import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.explain.trace.TracedOperation;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The values of a step that follow from one changed value. A value that changed at one index of an
/// axis alone is kept as this slice while operations treat the indices one by one; where an
/// operation adds over the index, the difference of its terms is added to the stored sum.
final class Moved {

  private final List<Tensor> stored;
  private final Links links;
  private final StepTrace trace;
  private final Map<Integer, Part> parts = new HashMap<>();
  private final Map<Integer, Tensor> whole = new HashMap<>();

  /// A value of which one slice changed.
  private record Part(Slice index, Tensor slice) {}

  /// @param stored the values of the step in F64
  Moved(List<Tensor> stored, Links links, StepTrace trace) {
    this.stored = stored;
    this.links = links;
    this.trace = trace;
  }

  /// A value with another slice.
  void replace(int id, Slice index, Tensor slice) {
    parts.put(id, new Part(index, slice));
  }

  /// Another value.
  void replace(int id, Tensor value) {
    whole.put(id, value);
  }

  /// The value as it is after the change.
  Tensor value(int id) {
    Part part = parts.get(id);
    if (part != null) {
      return whole.computeIfAbsent(id, _ -> part.index().into(stored.get(id), part.slice()));
    }
    return whole.getOrDefault(id, stored.get(id));
  }

  private boolean isChanged(int id) {
    return parts.containsKey(id) || whole.containsKey(id);
  }

  /// Computes what an operation changes.
  void run(TracedOperation operation) {
    List<Integer> inputs = operation.inputs();
    if (inputs.stream().noneMatch(this::isChanged)) {
      return;
    }
    boolean isLocal = inputs.stream().allMatch(id -> !isChanged(id) || parts.containsKey(id));
    if (isLocal && (oneByOne(operation) || added(operation))) {
      return;
    }
    put(operation, values(operation, inputs.stream().map(this::value).toList()));
  }

  private boolean oneByOne(TracedOperation operation) {
    int first = firstChanged(operation);
    Slice index = changed(operation, first).index();
    Optional<Link> link = links.ofInput(operation, first, index.axis());
    if (link.isEmpty() || !fits(operation, link.get(), index)) {
      return false;
    }
    Tensor[] results = values(operation, cut(operation, link.get(), index));
    for (int i = 0; i < results.length; i++) {
      parts.put(
          operation.outputs().get(i),
          new Part(index.along(link.get().output()), DoubleStep.wide(results[i])));
    }
    return true;
  }

  private boolean added(TracedOperation operation) {
    int first = firstChanged(operation);
    long count = operation.inputs().stream().filter(this::isChanged).count();
    Slice index = changed(operation, first).index();
    Optional<Link> link =
        count == 1 ? links.summed(operation, first, index.axis()) : Optional.empty();
    if (link.isEmpty()) {
      return false;
    }
    List<Tensor> all = operation.inputs().stream().map(stored::get).toList();
    Tensor[] before = values(operation, link.get().cut(all, index));
    Tensor[] after = values(operation, cut(operation, link.get(), index));
    for (int i = 0; i < before.length; i++) {
      int id = operation.outputs().get(i);
      whole.put(id, stored.get(id).add(after[i].subtract(before[i])));
    }
    return true;
  }

  /// Whether all changed inputs changed at the same index of the axes of a link.
  private boolean fits(TracedOperation operation, Link link, Slice index) {
    for (int i = 0; i < operation.inputs().size(); i++) {
      Part part = parts.get(operation.inputs().get(i));
      if (part != null && !part.index().equals(index.along(link.inputs()[i]))) {
        return false;
      }
    }
    return true;
  }

  private List<Tensor> cut(TracedOperation operation, Link link, Slice index) {
    List<Tensor> some = new ArrayList<>();
    for (int i = 0; i < operation.inputs().size(); i++) {
      int id = operation.inputs().get(i);
      Part part = parts.get(id);
      int axis = link.inputs()[i];
      some.add(
          part != null
              ? part.slice()
              : axis < 0 ? stored.get(id) : index.along(axis).from(stored.get(id)));
    }
    return some;
  }

  private int firstChanged(TracedOperation operation) {
    int first = 0;
    while (!isChanged(operation.inputs().get(first))) {
      first++;
    }
    return first;
  }

  private Part changed(TracedOperation operation, int input) {
    return Objects.requireNonNull(parts.get(operation.inputs().get(input)));
  }

  private Tensor[] values(TracedOperation operation, List<Tensor> inputs) {
    return trace.applier(operation.index()).values(inputs.toArray(new Tensor[0]));
  }

  private void put(TracedOperation operation, Tensor[] results) {
    for (int i = 0; i < results.length; i++) {
      whole.put(operation.outputs().get(i), DoubleStep.wide(results[i]));
    }
  }
}
