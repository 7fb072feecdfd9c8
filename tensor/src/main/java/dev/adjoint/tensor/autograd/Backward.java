package dev.adjoint.tensor.autograd;

import dev.adjoint.tensor.BackwardMode;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Profile;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// One backward pass, from a result to all leaves that it depends on.
///
/// The pass visits each node once, without recursion, in the reverse of the order in which the
/// nodes were made, and adds the gradients of a node in that order. All state is in this object, so
/// passes on separate graphs may run at the same time.
public final class Backward {

  private static final Comparator<GraphNode> LAST_FIRST = (a, b) -> Long.compare(b.order, a.order);

  private final BackwardMode graph;
  private final NodeTable nodes;

  /// The nodes whose gradients are requested. The other gradients are released as soon as they have
  /// been used.
  private final boolean[] kept;

  /// The gradients that have arrived at the values of operations with several values, by the index
  /// of the operation's node; made when the first arrives.
  private @Nullable Tensor @Nullable [] @Nullable [] several;

  private Backward(GraphNode root, BackwardMode graph) {
    this.graph = graph;
    this.nodes = NodeTable.reachable(root);
    this.kept = new boolean[nodes.count()];
  }

  /// Adds the gradients of `result`, weighted by `seed`, to the parameters it depends on.
  public static void intoParameters(Tensor result, Tensor seed, BackwardMode graph) {
    RecordingGate.refuse(
        "backward", "comes with every run of a recorded step; leave it out and return the loss");
    toParameters(result, seed, graph, Parameter::addGradient);
  }

  /// Hands over the gradients of `result`, weighted by `seed`, with the parameters it depends on.
  public static void toParameters(
      Tensor result, Tensor seed, BackwardMode graph, BiConsumer<Parameter, Tensor> receiver) {
    Backward walk = new Backward(root(result), graph);
    walk.run(seed);
    boolean reached = false;
    for (int i = 0; i < walk.nodes.count(); i++) {
      Parameter parameter = walk.nodes.node(i).parameter;
      if (parameter != null) {
        reached = true;
        Tensor gradient = walk.nodes.gradient(i);
        if (gradient != null) {
          receiver.accept(parameter, gradient);
        }
      }
    }
    if (!reached) {
      throw new IllegalStateException(
          "backward: the value depends on requiresGrad() tensors but on no parameter that could take the "
              + "gradient; use Gradients.of(value, tensor), or make the tensor a Parameter");
    }
  }

  /// The gradients with respect to these tensors, null for those that the result does not depend
  /// on.
  public static @Nullable Tensor[] of(
      Tensor result, Tensor seed, Tensor[] inputs, BackwardMode graph) {
    Backward walk = new Backward(root(result), graph);
    int[] indices = new int[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      GraphNode node = Nodes.of(inputs[i]);
      if (node == null) {
        throw new IllegalArgumentException(
            "gradients: an input of shape %s is not tracked; make it with requiresGrad() or take a parameter's value()"
                .formatted(inputs[i].shape()));
      }
      indices[i] = walk.nodes.index(node);
      if (indices[i] >= 0) {
        walk.kept[indices[i]] = true;
      }
    }
    walk.run(seed);
    @Nullable Tensor[] results = new Tensor[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      results[i] = indices[i] < 0 ? null : walk.nodes.gradient(indices[i]);
    }
    return results;
  }

  private static GraphNode root(Tensor result) {
    GraphNode node = Nodes.of(result);
    if (node == null) {
      throw new IllegalStateException(
          "backward: the value does not depend on any parameter; compute it from Parameter.value() or a "
              + "requiresGrad() tensor, outside noGrad and detach");
    }
    return node;
  }

  private void run(Tensor seed) {
    GraphNode[] order = inOrder();
    ThreadContext context = ThreadContext.current();
    boolean tracking = context.gradEnabled;
    context.gradEnabled = graph == BackwardMode.CREATE_GRAPH;
    try {
      nodes.gradient(0, seed);
      for (GraphNode node : order) {
        visit(node, context);
      }
    } finally {
      context.gradEnabled = tracking;
    }
  }

  /// The nodes of operations, in the reverse order of making.
  private GraphNode[] inOrder() {
    GraphNode[] order = new GraphNode[nodes.count()];
    int count = 0;
    for (int i = 0; i < order.length; i++) {
      GraphNode node = nodes.node(i);
      if (!node.isLeaf()) {
        node.requireFresh();
        order[count++] = node;
      }
    }
    order = Arrays.copyOf(order, count);
    Arrays.sort(order, LAST_FIRST);
    return order;
  }

  private void visit(GraphNode node, ThreadContext context) {
    int index = nodes.index(node);
    Tensor g = nodes.gradient(index);
    @Nullable Tensor @Nullable [] ofSeveral = several == null ? null : several[index];
    if (g != null && !kept[index]) {
      nodes.gradient(index, null);
    }
    if (g != null && node.part >= 0) {
      handOn(node, g);
      return;
    }
    if (g == null && ofSeveral == null) {
      return;
    }
    // Checked as a whole below, so that the message names the operation and not a part of its
    // derivative.
    boolean anomaly = context.anomaly;
    context.anomaly = false;
    @Nullable Tensor[] parts;
    try {
      SpanListener profile = context.profile;
      parts =
          profile == null
              ? gradients(node, g, ofSeveral)
              : profile.span(
                  Profile.Kind.BACKWARD,
                  node.label(),
                  node.path,
                  () -> gradients(node, g, ofSeveral));
    } finally {
      context.anomaly = anomaly;
    }
    for (int i = 0; i < parts.length; i++) {
      GraphNode input = node.inputs[i];
      Tensor part = parts[i];
      if (input != null && part != null) {
        if (anomaly) {
          FiniteCheck.requireFiniteGradient(node, i, part, context);
        }
        int to = nodes.index(input);
        Tensor before = nodes.gradient(to);
        nodes.gradient(to, before == null ? part : before.add(part));
      }
    }
    if (graph == BackwardMode.FREE_GRAPH) {
      node.free();
    }
  }

  private static @Nullable Tensor[] gradients(
      GraphNode node, @Nullable Tensor g, @Nullable Tensor @Nullable [] ofSeveral) {
    if (g != null) {
      return node.gradients(g);
    }
    return node.gradientsOfSeveral(Objects.requireNonNull(ofSeveral));
  }

  /// Leaves the gradient of one of several values with the operation's node.
  private void handOn(GraphNode node, Tensor g) {
    GraphNode whole = Objects.requireNonNull(node.inputs[0]);
    int index = nodes.index(whole);
    if (several == null) {
      several = new Tensor[nodes.count()][];
    }
    @Nullable Tensor[] parts = several[index];
    if (parts == null) {
      parts = new Tensor[whole.parts()];
      several[index] = parts;
    }
    parts[node.part] = g;
  }
}
