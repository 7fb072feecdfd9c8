package dev.adjoint.explain.trace;

import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.tensor.Buffer;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes a [StepTrace].
final class Tracing {

  private final Map<String, Parameter> parameters;
  private final IdentityHashMap<Tensor, String> given = new IdentityHashMap<>();
  private final IdentityHashMap<Tensor, Role> roles = new IdentityHashMap<>();
  private final IdentityHashMap<Tensor, Integer> ids = new IdentityHashMap<>();
  private final Set<String> names = new HashSet<>();

  /// The tensors of the running step by the number of their value; parameters may change later.
  private final List<Tensor> live = new ArrayList<>();

  private final List<TracedValue> values = new ArrayList<>();
  private final List<TracedOperation> operations = new ArrayList<>();
  private final List<OneOperation> appliers = new ArrayList<>();
  private final List<Visit> visits = new ArrayList<>();

  private final String resultName;

  private Tracing(Object model, Map<String, Tensor> inputs, String resultName) {
    this.resultName = resultName;
    parameters = Parameters.of(model).setNames().byName();
    parameters.forEach((name, parameter) -> give(name, parameter.value(), Role.PARAMETER));
    inputs.forEach(
        (name, tensor) -> give(name, tensor, name.equals("target") ? Role.TARGET : Role.INPUT));
  }

  private void give(String name, Tensor tensor, Role role) {
    given.put(tensor, name);
    roles.put(tensor, role);
  }

  static StepTrace of(
      Object model,
      Map<String, Tensor> inputs,
      Supplier<Tensor> loss,
      String resultName,
      Optional<Optimizer> optimizer) {
    Tracing tracing = new Tracing(model, inputs, resultName);
    @Nullable Tensor[] result = new Tensor[1];
    Trace trace = Trace.of(() -> result[0] = loss.get());
    Tensor number = Objects.requireNonNull(result[0], "explain: the loss is null; return a tensor");
    if (number.shape().count() != 1) {
      throw new IllegalArgumentException(
          "explain: the loss must be a single number but has shape %s; take mean() or sum()"
              .formatted(number.shape()));
    }
    tracing.forward(trace, number);
    int last = tracing.id(number, Role.LOSS, OptionalInt.empty(), resultName);
    Map<String, Tensor> earlier = tracing.gradients();
    Map<String, Tensor> before = tracing.parameterValues();
    Map<Buffer, Tensor> buffers = new HashMap<>();
    Parameters.of(model).buffers().values().forEach(b -> buffers.put(b, b.value()));
    tracing.backward(last);
    number.backward();
    tracing.requireSame(earlier);
    List<TracedUpdate> updates =
        optimizer.map(some -> tracing.update(some, earlier, before)).orElse(List.of());
    OptionalDouble after =
        optimizer.isPresent() ? OptionalDouble.of(loss.get().item()) : OptionalDouble.empty();
    // The second forward pass only measures the loss: running statistics stay as the step left
    // them.
    buffers.forEach(Buffer::assign);
    return new StepTrace(
        tracing.values, tracing.operations, tracing.appliers, tracing.visits, updates, last, after);
  }

  // -- The forward pass.

  private void forward(Trace trace, Tensor loss) {
    List<List<Trace.Step>> groups = grouped(trace.steps());
    Set<Tensor> needed = needed(groups, loss);
    for (List<Trace.Step> group : groups) {
      if (group.stream().anyMatch(step -> needed.contains(step.result()))) {
        add(group, loss);
      }
    }
  }

  /// The steps, those of an operation with several values together.
  private static List<List<Trace.Step>> grouped(List<Trace.Step> steps) {
    List<List<Trace.Step>> groups = new ArrayList<>();
    for (int i = 0; i < steps.size(); ) {
      int end = i + 1;
      while (end < steps.size() && isSame(steps.get(i), steps.get(end))) {
        end++;
      }
      List<Trace.Step> group = steps.subList(i, end);
      if (group.size() > 1 && !isSeveral(group)) {
        group.forEach(step -> groups.add(List.of(step)));
      } else {
        groups.add(group);
      }
      i = end;
    }
    return groups;
  }

  @SuppressWarnings("ReferenceEquality") // one application has the same objects
  private static boolean isSame(Trace.Step first, Trace.Step other) {
    if (first.operation() != other.operation() || first.inputs().size() != other.inputs().size()) {
      return false;
    }
    for (int i = 0; i < first.inputs().size(); i++) {
      if (first.inputs().get(i) != other.inputs().get(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSeveral(List<Trace.Step> group) {
    Tensor[] inputs = group.getFirst().inputs().stream().map(Tensor::detach).toArray(Tensor[]::new);
    return Tensor.applySeveral(group.getFirst().operation().pure(), inputs).length == group.size();
  }

  private static Set<Tensor> needed(List<List<Trace.Step>> groups, Tensor loss) {
    Set<Tensor> needed = Collections.newSetFromMap(new IdentityHashMap<>());
    needed.add(loss);
    for (List<Trace.Step> group : groups.reversed()) {
      if (group.stream().anyMatch(step -> needed.contains(step.result()))) {
        needed.addAll(group.getFirst().inputs());
      }
    }
    return needed;
  }

  @SuppressWarnings("ReferenceEquality") // the loss is one object
  private void add(List<Trace.Step> group, Tensor loss) {
    Trace.Step first = group.getFirst();
    int index = operations.size();
    List<Integer> inputs = new ArrayList<>();
    List<Boolean> tracked = new ArrayList<>();
    for (Tensor input : first.inputs()) {
      inputs.add(id(input, Role.CONSTANT, OptionalInt.empty(), "constant"));
      tracked.add(input.isTracked());
    }
    String label = first.operation().label().replace(' ', '_');
    String name = first.path().isEmpty() ? label : first.path() + ":" + label;
    List<Integer> outputs = new ArrayList<>();
    for (Trace.Step step : group) {
      boolean isLoss = step.result() == loss;
      outputs.add(
          id(
              step.result(),
              isLoss ? Role.LOSS : Role.ACTIVATION,
              OptionalInt.of(index),
              isLoss ? resultName : name));
    }
    operations.add(
        new TracedOperation(index, first.operation(), first.path(), inputs, outputs, tracked));
    appliers.add(new OneOperation(first.operation(), group.size() > 1));
  }

  /// The number of a tensor's value, which is assigned when the tensor first occurs.
  private int id(Tensor tensor, Role role, OptionalInt maker, String name) {
    Integer known = ids.get(tensor);
    if (known != null) {
      return known;
    }
    int id = values.size();
    ids.put(tensor, id);
    live.add(tensor);
    values.add(
        new TracedValue(
            id,
            unique(given.getOrDefault(tensor, name)),
            roles.getOrDefault(tensor, role),
            tensor.detach(),
            Optional.empty(),
            maker));
    return id;
  }

  private String unique(String name) {
    String free = name;
    for (int number = 2; !names.add(free); number++) {
      free = name + "#" + number;
    }
    return free;
  }

  // -- The backward pass.

  private void backward(int loss) {
    Map<Integer, Tensor> gradients = new HashMap<>();
    Tensor start = values.get(loss).value();
    if (live.get(loss).isTracked()) {
      gradients.put(loss, Tensor.ones(start.elementType(), start.shape()));
    }
    for (TracedOperation operation : operations.reversed()) {
      List<Optional<Tensor>> upstream =
          operation.outputs().stream().map(id -> Optional.ofNullable(gradients.get(id))).toList();
      if (upstream.stream().allMatch(Optional::isEmpty)) {
        continue;
      }
      List<Tensor> inputs =
          operation.inputs().stream().map(input -> values.get(input).value()).toList();
      List<Optional<Tensor>> parts =
          appliers.get(operation.index()).gradients(inputs, operation.tracked(), upstream);
      visits.add(new Visit(operation.index(), upstream, parts));
      for (int i = 0; i < parts.size(); i++) {
        int input = operation.inputs().get(i);
        parts.get(i).ifPresent(part -> gradients.merge(input, part, Tensor::add));
      }
    }
    values.replaceAll(value ->
        new TracedValue(
            value.id(),
            value.name(),
            value.role(),
            value.value(),
            Optional.ofNullable(gradients.get(value.id())),
            value.maker()));
  }

  private Map<String, Tensor> gradients() {
    Map<String, Tensor> gradients = new LinkedHashMap<>();
    parameters.forEach((name, parameter) -> {
      if (parameter.hasGradient()) {
        gradients.put(name, parameter.gradient().copy());
      }
    });
    return gradients;
  }

  private Map<String, Tensor> parameterValues() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    parameters.forEach((name, parameter) -> all.put(name, parameter.value().detach()));
    return all;
  }

  /// Refuses a trace whose own backward pass gives other bits than the real pass.
  private void requireSame(Map<String, Tensor> earlier) {
    for (TracedValue value : values) {
      if (value.role() != Role.PARAMETER) {
        continue;
      }
      Parameter parameter = Objects.requireNonNull(parameters.get(value.name()));
      Optional<Tensor> mine = value.gradient();
      Tensor old = earlier.get(value.name());
      Tensor expected =
          mine.map(g -> old == null ? g : old.add(g))
              .orElse(old == null ? Tensor.zerosLike(value.value()) : old);
      if (!isSame(expected, parameter.gradient())) {
        throw new IllegalStateException(
            "explain: the gradient of %s, taken operation by operation, differs from that of the backward pass; an operation gives other numbers when it is applied again, or hides parameters as Recompute does: trace the model without it"
                .formatted(value.name()));
      }
    }
  }

  private static boolean isSame(Tensor a, Tensor b) {
    return Arrays.equals(a.toDoubleArray(), b.toDoubleArray());
  }

  // -- The update.

  private List<TracedUpdate> update(
      Optimizer optimizer, Map<String, Tensor> earlier, Map<String, Tensor> before) {
    Map<String, Tensor> memoryBefore = optimizer.stateDict();
    Map<String, Tensor> gradients = gradients();
    optimizer.step();
    Map<String, Tensor> memoryAfter = optimizer.stateDict();
    List<TracedUpdate> updates = new ArrayList<>();
    parameters.forEach((name, parameter) -> {
      Tensor gradient = gradients.get(name);
      if (gradient != null
          && parameter.isTrainable()
          && optimizer.parameters().contains(parameter)) {
        updates.add(
            new TracedUpdate(
                name,
                Objects.requireNonNull(before.get(name)),
                Optional.ofNullable(earlier.get(name)),
                gradient,
                parameter.value().detach(),
                of(name, memoryBefore),
                of(name, memoryAfter),
                optimizer.rule(parameter),
                optimizer.steps()));
      }
    });
    return updates;
  }

  private static Map<String, Tensor> of(String parameter, Map<String, Tensor> state) {
    String prefix = parameter + "/";
    Map<String, Tensor> own = new LinkedHashMap<>();
    state.forEach((path, tensor) -> {
      if (path.startsWith(prefix)) {
        own.put(path.substring(prefix.length()), tensor);
      }
    });
    return own;
  }
}
