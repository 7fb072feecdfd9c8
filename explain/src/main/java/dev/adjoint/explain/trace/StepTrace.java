package dev.adjoint.explain.trace;

import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/// One training step as data, recorded while it runs: every value of the forward pass, every visit
/// of the backward pass, every update.
///
/// ```java
/// StepTrace trace =
///     StepTrace.of(
///         model,
///         optimizer,
///         Map.of("input", x, "target", t),
///         () -> criterion.of(model.forward(x, Pass.INFERENCE), t));
/// trace.value("0.weight").gradient();
/// ```
///
/// The step is the real one: the gradients are added to the parameters and the optimizer steps. The
/// numbers are copied when they are made, so later steps do not change a trace. The backward pass
/// is computed a second time, operation by operation, to get the contribution of each use of a
/// value. Its gradients must equal those of the real pass in every bit, else the trace is refused.
public final class StepTrace {

  private static final String LOSS = "loss";

  private final List<TracedValue> values;
  private final List<TracedOperation> operations;
  private final List<OneOperation> appliers;
  private final List<Visit> visits;
  private final List<TracedUpdate> updates;
  private final int loss;
  private final OptionalDouble lossAfter;

  StepTrace(
      List<TracedValue> values,
      List<TracedOperation> operations,
      List<OneOperation> appliers,
      List<Visit> visits,
      List<TracedUpdate> updates,
      int loss,
      OptionalDouble lossAfter) {
    this.values = List.copyOf(values);
    this.operations = List.copyOf(operations);
    this.appliers = List.copyOf(appliers);
    this.visits = List.copyOf(visits);
    this.updates = List.copyOf(updates);
    this.loss = loss;
    this.lossAfter = lossAfter;
  }

  /// Runs a forward and a backward pass, which adds to the gradients of the parameters, and no
  /// update.
  ///
  /// @param model a layer, or a record or collection of layers, whose parameters get their paths as
  ///   names
  /// @param inputs the values given from outside by name; the one called `target` is the target
  /// @param loss computes the loss, a single number that depends on a parameter
  /// @throws IllegalArgumentException if the loss is not a single number
  /// @throws IllegalStateException if the two backward passes differ, or the loss depends on no
  ///   parameter
  public static StepTrace of(Object model, Map<String, Tensor> inputs, Supplier<Tensor> loss) {
    return Tracing.of(model, inputs, loss, LOSS, Optional.empty());
  }

  /// Runs a forward and a backward pass of a function of parameters alone.
  ///
  /// @param name the name of its result, which is a single number; its role is that of a loss
  /// @throws IllegalStateException as in the other forms
  public static StepTrace ofFunction(Object parameters, String name, Supplier<Tensor> function) {
    return Tracing.of(parameters, Map.of(), function, name, Optional.empty());
  }

  /// Runs a whole step: forward, backward, update, and the forward pass again to see what the step
  /// saved.
  ///
  /// @param loss as in the other form; it runs a second time after the update, so it must start
  ///   from the same randomness each time
  public static StepTrace of(
      Object model, Optimizer optimizer, Map<String, Tensor> inputs, Supplier<Tensor> loss) {
    return Tracing.of(model, inputs, loss, LOSS, Optional.of(optimizer));
  }

  /// All values, each before those that are computed from it.
  public List<TracedValue> values() {
    return values;
  }

  /// The value with this number.
  public TracedValue value(int id) {
    return values.get(id);
  }

  /// The value with this name.
  ///
  /// @throws IllegalArgumentException if there is none; the message lists names
  public TracedValue value(String name) {
    return values.stream()
        .filter(value -> value.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "explain: the step has no value '%s'; its values are %s".formatted(name, names())));
  }

  private String names() {
    return String.join(
        ", ",
        values.stream()
            .filter(value -> value.role() != Role.CONSTANT)
            .map(TracedValue::name)
            .toList());
  }

  /// The operations of the forward pass, in the order in which they ran. Operations on which the
  /// loss does not depend are left out.
  public List<TracedOperation> operations() {
    return operations;
  }

  /// The visits of the backward pass, in their order.
  public List<Visit> visits() {
    return visits;
  }

  /// The updates in the order of the model's parameters; empty without an optimizer.
  public List<TracedUpdate> updates() {
    return updates;
  }

  /// The loss.
  public TracedValue loss() {
    return values.get(loss);
  }

  /// The loss of the same inputs after the update; empty without an optimizer.
  public OptionalDouble lossAfter() {
    return lossAfter;
  }

  /// What each use of a value adds to its gradient, in the order in which the backward pass adds.
  public List<Contribution> contributions(TracedValue value) {
    List<Contribution> found = new ArrayList<>();
    for (Visit visit : visits) {
      List<Integer> inputs = operations.get(visit.operation()).inputs();
      for (int i = 0; i < inputs.size(); i++) {
        if (inputs.get(i) == value.id() && visit.contributions().get(i).isPresent()) {
          found.add(new Contribution(visit.operation(), i, visit.contributions().get(i).get()));
        }
      }
    }
    return found;
  }

  /// An operation that can be applied again.
  public OneOperation applier(int operation) {
    return appliers.get(operation);
  }

  /// The values of the inputs of an operation.
  public List<Tensor> inputsOf(TracedOperation operation) {
    return operation.inputs().stream().map(id -> values.get(id).value()).toList();
  }

  /// The visit of an operation; empty if no gradient came to it.
  public Optional<Visit> visit(int operation) {
    return visits.stream().filter(visit -> visit.operation() == operation).findFirst();
  }
}
