package dev.adjoint.tensor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// One walk from a result back to what it was computed from.
///
/// Visits each node once, in the reverse order of making, without recursion; gradients that meet at
/// a node are added in that order. All state is in this object, so walks on separate graphs may run
/// at the same time.
final class Backward {

  private final IdentityHashMap<Node, Tensor> gradients = new IdentityHashMap<>();

  /// What has arrived at the values of operations that have several, by the operation's node.
  private final IdentityHashMap<Node, @Nullable Tensor[]> several = new IdentityHashMap<>();

  private final Graph graph;
  private final Set<Node> kept = Collections.newSetFromMap(new IdentityHashMap<>());

  private Backward(Graph graph) {
    this.graph = graph;
  }

  /// Adds the gradients of `result`, weighted by `seed`, to the parameters it depends on.
  static void intoParameters(Tensor result, Tensor seed, Graph graph) {
    Capture.refuse(
        "backward", "comes with every run of a recorded step; leave it out and return the loss");
    toParameters(result, seed, graph, Parameter::addGradient);
  }

  /// Hands over the gradients of `result`, weighted by `seed`, with the parameters it depends on.
  static void toParameters(
      Tensor result, Tensor seed, Graph graph, BiConsumer<Parameter, Tensor> receiver) {
    Node root = root(result);
    Backward walk = new Backward(graph);
    List<Node> leaves = walk.run(root, seed);
    if (leaves.stream().allMatch(leaf -> leaf.parameter == null)) {
      throw new IllegalStateException(
          "backward: the value depends on requiresGrad() tensors but on no parameter that could take the "
              + "gradient; use Gradients.of(value, tensor), or make the tensor a Parameter");
    }
    for (Node leaf : leaves) {
      Tensor gradient = walk.gradients.get(leaf);
      if (leaf.parameter != null && gradient != null) {
        receiver.accept(leaf.parameter, gradient);
      }
    }
  }

  /// The gradients with respect to these tensors, null for those that the result does not depend
  /// on.
  static @Nullable Tensor[] of(Tensor result, Tensor seed, Tensor[] inputs, Graph graph) {
    Node root = root(result);
    Backward walk = new Backward(graph);
    for (Tensor input : inputs) {
      Node node = input.node();
      if (node == null) {
        throw new IllegalArgumentException(
            "gradients: an input of shape %s is not tracked; make it with requiresGrad() or take a parameter's value()"
                .formatted(input.shape()));
      }
      walk.kept.add(node);
    }
    walk.run(root, seed);
    @Nullable Tensor[] results = new Tensor[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      results[i] = walk.gradients.get(inputs[i].node());
    }
    return results;
  }

  private static Node root(Tensor result) {
    Node node = result.node();
    if (node == null) {
      throw new IllegalStateException(
          "backward: the value does not depend on any parameter; compute it from Parameter.value() or a "
              + "requiresGrad() tensor, outside noGrad and detach");
    }
    return node;
  }

  private List<Node> run(Node root, Tensor seed) {
    List<Node> nodes = reachable(root);
    nodes.forEach(Node::requireFresh);
    nodes.sort(Comparator.comparingLong((Node node) -> node.order).reversed());
    Ambient ambient = Ambient.current();
    boolean recording = ambient.recording;
    ambient.recording = graph == Graph.RECORD;
    List<Node> leaves = new ArrayList<>();
    try {
      gradients.put(root, seed);
      for (Node node : nodes) {
        if (node.isLeaf()) {
          leaves.add(node);
        } else {
          visit(node, ambient);
        }
      }
    } finally {
      ambient.recording = recording;
    }
    return leaves;
  }

  private void visit(Node node, Ambient ambient) {
    Tensor g = kept.contains(node) ? gradients.get(node) : gradients.remove(node);
    @Nullable Tensor @Nullable [] ofSeveral = several.remove(node);
    if (g != null && node.part >= 0) {
      handOn(node, g);
      return;
    }
    if (g == null && ofSeveral == null) {
      return;
    }
    // Checked as a whole below, so that the message names the operation and not a part of its
    // derivative.
    boolean anomaly = ambient.anomaly;
    ambient.anomaly = false;
    @Nullable Tensor[] parts;
    try {
      Profile profile = ambient.profile;
      parts =
          profile == null
              ? gradients(node, g, ofSeveral)
              : profile.span(
                  Profile.Kind.BACKWARD,
                  node.label(),
                  node.path,
                  () -> gradients(node, g, ofSeveral));
    } finally {
      ambient.anomaly = anomaly;
    }
    for (int i = 0; i < parts.length; i++) {
      Node input = node.inputs[i];
      Tensor part = parts[i];
      if (input != null && part != null) {
        if (anomaly) {
          Anomaly.requireFiniteGradient(node, i, part, ambient);
        }
        Tensor before = gradients.get(input);
        gradients.put(input, before == null ? part : before.add(part));
      }
    }
    if (graph == Graph.FREE) {
      node.free();
    }
  }

  private static @Nullable Tensor[] gradients(
      Node node, @Nullable Tensor g, @Nullable Tensor @Nullable [] ofSeveral) {
    if (g != null) {
      return node.gradients(g);
    }
    return node.gradientsOfSeveral(Objects.requireNonNull(ofSeveral));
  }

  /// Leaves the gradient of one of several values with the operation's node.
  private void handOn(Node node, Tensor g) {
    Node whole = Objects.requireNonNull(node.inputs[0]);
    several.computeIfAbsent(whole, _ -> new Tensor[whole.parts()])[node.part] = g;
  }

  /// Everything that a result was computed from, itself included, in no order.
  static List<Node> reachable(Node root) {
    Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Node> nodes = new ArrayList<>();
    ArrayDeque<Node> waiting = new ArrayDeque<>();
    waiting.add(root);
    seen.add(root);
    while (!waiting.isEmpty()) {
      Node node = waiting.removeLast();
      nodes.add(node);
      for (Node input : node.inputs) {
        if (input != null && seen.add(input)) {
          waiting.add(input);
        }
      }
    }
    return nodes;
  }
}
