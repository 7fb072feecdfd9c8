package dev.adjoint.tensor.autograd;

import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// How a tracked tensor was computed: an operation and the nodes of its inputs, or a leaf.
///
/// A node keeps only what its derivative needs; [#free] releases that after the backward pass. An
/// operation with several values has one node for itself, which no tensor carries, and one for each
/// value, which passes its gradient on to the first.
public final class GraphNode {

  /// The changes of parameters so far, and the leaves.
  private static final AtomicLong CHANGES = new AtomicLong();

  private static final AtomicInteger LEAVES = new AtomicInteger();

  private static final GraphNode[] NO_INPUTS = {};
  private static final Shape[] NO_SHAPES = {};

  /// Null for a leaf.
  final @Nullable Operation operation;

  /// The nodes of the inputs, null where an input needs no gradient.
  final @Nullable GraphNode[] inputs;

  /// The shapes that the gradients of the inputs must have.
  final Shape[] inputShapes;

  /// Greater than that of every input; within one thread the order of making.
  final long order;

  /// The layer that was running.
  final String path;

  /// What the user called to make this, null where it is the operation itself.
  final @Nullable String method;

  /// The parameter that a leaf belongs to; null for other nodes and for leaves made by
  /// `requiresGrad()`.
  final @Nullable Parameter parameter;

  /// The hash code for [NodeTable]; our own, because the identity hash code of the JVM is slow for
  /// short-lived objects.
  final int hash;

  /// How many changes of parameters there had been when this was made.
  private final long madeAfter;

  /// The change that the parameter of this leaf saw last.
  private long changedAt;

  /// Which of several values this is, its operation's node being the only input; −1 for other
  /// nodes.
  final int part;

  private @Nullable Applied applied;
  private @Nullable Tensor result;

  private GraphNode(
      @Nullable Operation operation,
      @Nullable GraphNode[] inputs,
      Shape[] inputShapes,
      long order,
      String path,
      @Nullable Parameter parameter,
      int part) {
    this.operation = operation;
    this.inputs = inputs;
    this.inputShapes = inputShapes;
    this.order = order;
    this.path = path;
    this.method = operation == null ? null : ThreadContext.current().method;
    this.parameter = parameter;
    this.part = part;
    this.hash = operation == null ? LEAVES.getAndIncrement() : (int) order;
    this.madeAfter = CHANGES.get();
  }

  /// The node of a tensor that no operation computed: a parameter, or `requiresGrad()`.
  public static GraphNode leaf(@Nullable Parameter parameter) {
    return new GraphNode(null, NO_INPUTS, NO_SHAPES, Long.MIN_VALUE, "", parameter, -1);
  }

  /// Makes the node of an operation and the tracked tensor that carries it.
  static Tensor record(
      ThreadContext context, Operation operation, Tensor[] inputs, Applied applied) {
    GraphNode node = of(context, operation, inputs, applied);
    Tensor tracked = Nodes.with(applied.value(), node);
    node.applied = applied;
    node.result = applied.keepsResult() ? tracked : null;
    return tracked;
  }

  /// Makes the nodes of an operation with several values and the tracked tensors that carry them.
  static Tensor[] recordSeveral(
      ThreadContext context, Operation operation, Tensor[] inputs, Applied applied) {
    GraphNode whole = of(context, operation, inputs, applied);
    whole.applied = applied;
    Tensor[] tracked = applied.values().clone();
    for (int i = 0; i < tracked.length; i++) {
      long order = context.nextOrder++;
      @Nullable GraphNode[] only = {whole};
      tracked[i] =
          Nodes.with(
              tracked[i], new GraphNode(operation, only, NO_SHAPES, order, whole.path, null, i));
    }
    return tracked;
  }

  private static GraphNode of(
      ThreadContext context, Operation operation, Tensor[] inputs, Applied applied) {
    @Nullable GraphNode[] nodes = new GraphNode[inputs.length];
    Shape[] shapes = new Shape[inputs.length];
    long order = context.nextOrder;
    for (int i = 0; i < inputs.length; i++) {
      shapes[i] = inputs[i].shape();
      GraphNode node = Nodes.of(inputs[i]);
      if (node != null && applied.reaches(i)) {
        nodes[i] = node;
        order = Math.max(order, node.order + 1);
      }
    }
    context.nextOrder = order + 1;
    return new GraphNode(operation, nodes, shapes, order, context.path, null, -1);
  }

  /// Whether this is not the result of an operation.
  public boolean isLeaf() {
    return operation == null;
  }

  /// Greater than that of every input; within one thread the order of making.
  public long order() {
    return order;
  }

  /// The parameter that a leaf belongs to, null for other nodes.
  public @Nullable Parameter parameter() {
    return parameter;
  }

  /// A number for a change of some parameters; the caller passes it to their leaves.
  public static long nextChange() {
    return CHANGES.incrementAndGet();
  }

  /// Tells this leaf that its parameter was changed.
  public void changed(long change) {
    changedAt = change;
  }

  /// The change that the parameter of this leaf saw last, 0 if there was none.
  public long changedAt() {
    return changedAt;
  }

  /// Refuses a backward pass that needs a value which has been overwritten.
  void requireFresh() {
    for (GraphNode input : inputs) {
      if (input != null && input.changedAt > madeAfter) {
        String name = input.parameter == null ? "" : input.parameter.name();
        throw new IllegalStateException(
            "backward: %s was changed by an optimizer step, a load or replace() after this graph was made; call backward before that, or compute the value again"
                .formatted(name.isEmpty() ? "a parameter" : "the parameter " + name));
      }
    }
  }

  /// The gradients of the inputs, each summed to its input's shape; null where none is needed.
  @Nullable Tensor[] gradients(Tensor g) {
    boolean[] needed = needed();
    return fitted(derivative().gradients(g, result, needed), needed);
  }

  /// The same from the gradients of several values, null where none arrived.
  @Nullable Tensor[] gradientsOfSeveral(@Nullable Tensor[] g) {
    boolean[] needed = needed();
    return fitted(derivative().gradientsOfSeveral(g, needed), needed);
  }

  /// The number of values.
  int parts() {
    return derivative().values().length;
  }

  private Applied derivative() {
    Applied derivative = applied;
    if (derivative == null) {
      throw new IllegalStateException(
          "backward: the graph of %s was freed by an earlier backward; call backward(BackwardMode.RETAIN_GRAPH) there to keep it, or compute the value again"
              .formatted(name()));
    }
    return derivative;
  }

  private boolean[] needed() {
    boolean[] needed = new boolean[inputs.length];
    for (int i = 0; i < needed.length; i++) {
      needed[i] = inputs[i] != null;
    }
    return needed;
  }

  private @Nullable Tensor[] fitted(@Nullable Tensor[] gradients, boolean[] needed) {
    for (int i = 0; i < needed.length; i++) {
      Tensor gradient = gradients[i];
      if (gradient != null && needed[i]) {
        requireFits(i, gradient.shape());
        gradients[i] = gradient.sumTo(inputShapes[i]);
      }
    }
    return gradients;
  }

  /// Refuses a gradient that is not of the input's shape, or of one that broadcasting made of it: a
  /// mistake in a derivative or a hook, which reshaping would hide.
  private void requireFits(int input, Shape gradient) {
    Shape shape = inputShapes[input];
    int added = gradient.rank() - shape.rank();
    boolean fits = added >= 0;
    for (int axis = 0; fits && axis < shape.rank(); axis++) {
      fits = shape.size(axis) == 1 || shape.size(axis) == gradient.size(axis + added);
    }
    if (!fits) {
      throw new ShapeException(
          "backward of " + label(),
          "the gradient of input %d has shape %s but the input %s; return a gradient of the input's shape"
              .formatted(input, gradient, shape));
    }
  }

  void free() {
    applied = null;
    result = null;
  }

  /// What the user wrote: the method of [Tensor] or, without one, the operation, and the layer if
  /// there is one.
  private String name() {
    String name = method == null ? label() : method + "()";
    return path.isEmpty() ? name : name + " in " + path;
  }

  String label() {
    return operation == null ? "a leaf" : operation.label();
  }
}
