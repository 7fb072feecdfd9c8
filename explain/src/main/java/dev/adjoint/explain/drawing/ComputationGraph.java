package dev.adjoint.explain.drawing;

import dev.adjoint.explain.trace.Role;
import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.explain.trace.TracedOperation;
import dev.adjoint.explain.trace.TracedValue;
import dev.adjoint.explain.trace.Visit;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What ran in a forward pass, and in a backward pass if there was one: values, and the operations
/// that computed them in the order in which they ran.
///
/// @param values each before those that are computed from it
/// @param operations in the order in which they ran
/// @param result the number of the value that the graph ends in
record ComputationGraph(List<Value> values, List<Step> operations, int result) {

  /// A value.
  ///
  /// @param name its name
  /// @param role what it is
  /// @param tensor the numbers
  /// @param maker the number of the operation that computed it; empty for a given value
  record Value(String name, Role role, Tensor tensor, OptionalInt maker) {}

  /// An operation.
  ///
  /// @param label its name
  /// @param path the layer that was running; empty outside
  /// @param inputs the numbers of the values that it read
  /// @param gradients for each input what the operation handed back to it; empty without a backward
  ///   pass
  /// @param visit its position in the backward pass, from 1; empty if no gradient came to it
  record Step(
      String label,
      String path,
      List<Integer> inputs,
      List<Optional<Tensor>> gradients,
      OptionalInt visit) {}

  /// The graph of a traced step.
  static ComputationGraph of(StepTrace trace) {
    List<Value> values = new ArrayList<>();
    for (TracedValue value : trace.values()) {
      values.add(new Value(value.name(), value.role(), value.value(), value.maker()));
    }
    Map<Integer, Visit> visits = new HashMap<>();
    Map<Integer, Integer> order = new HashMap<>();
    for (Visit visit : trace.visits()) {
      visits.put(visit.operation(), visit);
      order.put(visit.operation(), order.size() + 1);
    }
    List<Step> steps = new ArrayList<>();
    for (TracedOperation operation : trace.operations()) {
      Visit visit = visits.get(operation.index());
      Integer at = order.get(operation.index());
      steps.add(
          new Step(
              operation.label(),
              operation.path(),
              operation.inputs(),
              visit == null
                  ? operation.inputs().stream().map(_ -> Optional.<Tensor>empty()).toList()
                  : visit.contributions(),
              at == null ? OptionalInt.empty() : OptionalInt.of(at)));
    }
    return LayerPaths.completed(new ComputationGraph(values, steps, trace.loss().id()));
  }

  /// The graph of a forward pass for an answer.
  static ComputationGraph of(Layer model, Tensor input) {
    IdentityHashMap<Tensor, Integer> ids = new IdentityHashMap<>();
    List<Value> values = new ArrayList<>();
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    Parameters.of(model)
        .setNames()
        .byName()
        .forEach((name, parameter) -> parameters.put(name, parameter.value()));
    Tensor[] result = new Tensor[1];
    Trace trace = Trace.of(() -> result[0] = model.forward(input, Pass.INFERENCE));
    ids.put(input, 0);
    values.add(new Value("input", Role.INPUT, input, OptionalInt.empty()));
    parameters.forEach((name, tensor) -> {
      ids.put(tensor, values.size());
      values.add(new Value(name, Role.PARAMETER, tensor, OptionalInt.empty()));
    });
    List<Step> steps = new ArrayList<>();
    for (Trace.Step step : trace.steps()) {
      List<Integer> inputs = new ArrayList<>();
      for (Tensor tensor : step.inputs()) {
        inputs.add(
            ids.computeIfAbsent(
                tensor,
                _ -> {
                  values.add(new Value("constant", Role.CONSTANT, tensor, OptionalInt.empty()));
                  return values.size() - 1;
                }));
      }
      ids.put(step.result(), values.size());
      values.add(
          new Value(
              step.operation().label(),
              Role.ACTIVATION,
              step.result(),
              OptionalInt.of(steps.size())));
      steps.add(
          new Step(
              step.operation().label(),
              step.path(),
              inputs,
              inputs.stream().map(_ -> Optional.<Tensor>empty()).toList(),
              OptionalInt.empty()));
    }
    Integer last = ids.get(result[0]);
    if (last == null || steps.isEmpty()) {
      throw new IllegalArgumentException(
          "draw: the model computes its answer without any operation; give a model that computes something from its input");
    }
    return LayerPaths.completed(new ComputationGraph(values, steps, last));
  }

  /// How many numbers the parameters have that an operation reads.
  long parameters(List<Integer> operationsOfInterest) {
    return operationsOfInterest.stream()
        .flatMap(i -> operations.get(i).inputs().stream())
        .distinct()
        .filter(id -> values.get(id).role() == Role.PARAMETER)
        .mapToLong(id -> values.get(id).tensor().shape().count())
        .sum();
  }
}
