package dev.adjoint.explain.derivation;

import dev.adjoint.plot.graph.Edge;
import dev.adjoint.plot.graph.Flow;
import dev.adjoint.plot.graph.Graph;
import dev.adjoint.plot.graph.Node;
import dev.adjoint.plot.graph.NodeKind;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.Trace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The computational graph of a result. It has a node for every operation and for every value given
/// from outside. Every edge shows the value that flows forward and the gradient that flows back
/// along it.
///
/// If a value is used more than once, each of its edges has its own contribution to the gradient,
/// and the node shows the sum. To compute a contribution, the operation is applied again to the
/// same inputs. A reshape of a single number, with which some operations end, has no node.
public final class TraceGraph {

  private static final int DIGITS = 6;

  private final List<Trace.Step> steps;
  private final IdentityHashMap<Tensor, Trace.Step> makers = new IdentityHashMap<>();
  private final IdentityHashMap<Tensor, NamedTensor> names = new IdentityHashMap<>();
  private final IdentityHashMap<Tensor, Tensor> gradients;
  private final IdentityHashMap<Tensor, String> ids = new IdentityHashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Edge> edges = new ArrayList<>();

  private TraceGraph(Trace trace, Tensor result, List<NamedTensor> named) {
    named.forEach(name -> names.put(name.tensor(), name));
    trace.steps().forEach(step -> makers.put(step.result(), step));
    this.steps = needed(trace, result);
    this.gradients = gradients(result);
  }

  /// The graph of `result`: a tracked single number that was computed while `trace` was running.
  /// Its graph must not have been freed.
  ///
  /// @param names the names of the inputs, the parameters, the result and any intermediate values;
  ///   a tensor without a name shows its value or operation
  public static Graph of(
      String title, String description, Trace trace, Tensor result, List<NamedTensor> names) {
    return new TraceGraph(trace, result, names).graph(title, description, result);
  }

  /// The steps on which the result depends, in the order in which they ran.
  private List<Trace.Step> needed(Trace trace, Tensor result) {
    Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Tensor> open = new ArrayDeque<>(List.of(result));
    while (!open.isEmpty()) {
      Tensor tensor = open.pop();
      Trace.Step maker = makers.get(tensor);
      if (seen.add(tensor) && maker != null) {
        maker.inputs().forEach(open::push);
      }
    }
    return trace.steps().stream().filter(step -> seen.contains(step.result())).toList();
  }

  private boolean isPassedOver(Trace.Step step) {
    NamedTensor name = names.get(step.result());
    return step.operation().label().equals("reshape")
        && step.result().shape().count() == 1
        && (name == null || name.kind() == NodeKind.OUTPUT);
  }

  private IdentityHashMap<Tensor, Tensor> gradients(Tensor result) {
    List<Tensor> tracked = new ArrayList<>();
    Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Trace.Step step : steps) {
      for (Tensor tensor : step.inputs()) {
        if (tensor.isTracked() && seen.add(tensor)) {
          tracked.add(tensor);
        }
      }
    }
    if (seen.add(result)) {
      tracked.add(result);
    }
    Tensor[] found =
        Gradients.of(
            result, dev.adjoint.tensor.BackwardMode.RETAIN_GRAPH, tracked.toArray(new Tensor[0]));
    IdentityHashMap<Tensor, Tensor> byTensor = new IdentityHashMap<>();
    for (int i = 0; i < found.length; i++) {
      byTensor.put(tracked.get(i), found[i]);
    }
    return byTensor;
  }

  private Graph graph(String title, String description, Tensor result) {
    for (Trace.Step step : steps) {
      step.inputs().forEach(this::leaf);
      if (isPassedOver(step)) {
        ids.put(step.result(), id(step.inputs().getFirst()));
      } else {
        operation(step);
      }
    }
    NamedTensor name = names.get(result);
    String label = name == null ? "result" : name.name();
    String value = TensorLabel.of(result, DIGITS);
    nodes.add(Node.of("result", NodeKind.OUTPUT, label).with(value, Flow.FORWARD));
    edges.add(new Edge(id(result), "result", value, gradient(result)));
    return Graph.of(title, description, nodes, edges);
  }

  private void leaf(Tensor tensor) {
    if (makers.containsKey(tensor) || ids.containsKey(tensor)) {
      return;
    }
    String id = "leaf" + nodes.size();
    ids.put(tensor, id);
    NamedTensor name = names.get(tensor);
    Node node =
        name == null
            ? Node.of(id, NodeKind.INPUT, TensorLabel.of(tensor, DIGITS))
            : Node.of(id, name.kind(), name.name());
    nodes.add(sum(node, tensor));
  }

  private void operation(Trace.Step step) {
    String id = "step" + nodes.size();
    ids.put(step.result(), id);
    NamedTensor name = names.get(step.result());
    Node node = Node.of(id, NodeKind.OPERATION, symbol(step.operation().label()));
    if (name != null && name.kind() == NodeKind.OPERATION) {
      node = node.with(name.name(), Flow.FORWARD);
    }
    nodes.add(sum(node, step.result()));
    for (int i = 0; i < step.inputs().size(); i++) {
      Tensor input = step.inputs().get(i);
      edges.add(
          new Edge(
              id(input),
              id,
              TensorLabel.of(input, DIGITS),
              contribution(step, i).map(g -> TensorLabel.of(g, DIGITS)).orElse("")));
    }
  }

  /// The node with the sum of the gradients that flow back to a value that is used more than once.
  private Node sum(Node node, Tensor tensor) {
    long uses =
        steps.stream().flatMap(s -> s.inputs().stream()).filter(input -> input == tensor).count();
    return uses > 1 && gradients.containsKey(tensor)
        ? node.with("Σ " + gradient(tensor), Flow.BACKWARD)
        : node;
  }

  private String gradient(Tensor tensor) {
    Tensor gradient = gradients.get(tensor);
    return gradient == null ? "" : TensorLabel.of(gradient, DIGITS);
  }

  /// The gradient that flows back along one edge: from the operation's value to one of its inputs,
  /// through this operation only.
  private Optional<Tensor> contribution(Trace.Step step, int input) {
    Tensor g = gradients.get(step.result());
    if (g == null || !step.inputs().get(input).isTracked()) {
      return Optional.empty();
    }
    Tensor[] inputs = step.inputs().stream().map(Tensor::detach).toArray(Tensor[]::new);
    Tensor leaf = inputs[input].requiresGrad();
    inputs[input] = leaf;
    Tensor again = Tensor.apply(step.operation().pure(), inputs);
    return again.isTracked()
        ? Optional.of(Gradients.of(again, g, dev.adjoint.tensor.BackwardMode.FREE_GRAPH, leaf)[0])
        : Optional.empty();
  }

  private String id(Tensor tensor) {
    String id = ids.get(tensor);
    if (id == null) {
      throw new IllegalStateException("trace: a step uses a value that no earlier step made");
    }
    return id;
  }

  private static String symbol(String label) {
    return switch (label) {
      case "add" -> "+";
      case "subtract" -> "−";
      case "multiply" -> "×";
      case "divide" -> "÷";
      case "sum" -> "Σ";
      default -> label;
    };
  }
}
