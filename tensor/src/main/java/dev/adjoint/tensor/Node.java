package dev.adjoint.tensor;

import org.jspecify.annotations.Nullable;

/// How a tracked tensor came to be: an operation and the nodes of its inputs, or a leaf.
///
/// A node keeps what its derivative needs and nothing else; [#free] lets go of that after the walk.
final class Node {

  private static final Node[] NO_INPUTS = {};
  private static final Shape[] NO_SHAPES = {};

  /// Null for a leaf.
  final @Nullable Operation operation;

  /// The nodes of the inputs, null where an input needs no gradient.
  final @Nullable Node[] inputs;

  /// The shapes that the gradients of the inputs must have.
  final Shape[] inputShapes;

  /// Greater than that of every input; within one thread the order of making.
  final long order;

  /// The layer that was running.
  final String path;

  /// The parameter that a leaf belongs to; null for other nodes and for leaves made by
  /// `requiresGrad()`.
  final @Nullable Parameter parameter;

  /// Whether an operation was recorded on this leaf.
  private boolean used;

  /// Whether the parameter of this leaf has changed since, so that what was recorded on it no
  /// longer finds the value it was computed from.
  private boolean stale;

  private @Nullable Applied applied;
  private @Nullable Tensor result;

  private Node(
      @Nullable Operation operation,
      @Nullable Node[] inputs,
      Shape[] inputShapes,
      long order,
      String path,
      @Nullable Parameter parameter) {
    this.operation = operation;
    this.inputs = inputs;
    this.inputShapes = inputShapes;
    this.order = order;
    this.path = path;
    this.parameter = parameter;
  }

  static Node leaf(@Nullable Parameter parameter) {
    return new Node(null, NO_INPUTS, NO_SHAPES, Long.MIN_VALUE, "", parameter);
  }

  /// Makes the node of an operation and the tracked tensor that carries it.
  static Tensor record(Ambient ambient, Operation operation, Tensor[] inputs, Applied applied) {
    @Nullable Node[] nodes = new Node[inputs.length];
    Shape[] shapes = new Shape[inputs.length];
    long order = ambient.nextOrder;
    for (int i = 0; i < inputs.length; i++) {
      shapes[i] = inputs[i].shape();
      Node node = inputs[i].node();
      if (node != null && applied.reaches(i)) {
        node.used = true;
        nodes[i] = node;
        order = Math.max(order, node.order + 1);
      }
    }
    ambient.nextOrder = order + 1;
    Node node = new Node(operation, nodes, shapes, order, ambient.path, null);
    Tensor tracked = applied.value().withNode(node);
    node.applied = applied;
    node.result = applied.keepsResult() ? tracked : null;
    return tracked;
  }

  boolean isLeaf() {
    return operation == null;
  }

  /// The leaf that stands for the parameter after a change: this one where nothing was recorded on
  /// it.
  Node afterChange() {
    if (!used) {
      return this;
    }
    stale = true;
    return leaf(parameter);
  }

  /// Refuses to walk back to a value that is no longer there.
  void requireFresh() {
    if (stale && parameter != null) {
      throw new IllegalStateException(
          "backward: %s was changed by an optimizer step, a load or replace() after this graph was made; call backward before that, or compute the value again"
              .formatted(
                  parameter.name().isEmpty()
                      ? "a parameter"
                      : "the parameter " + parameter.name()));
    }
  }

  /// The gradients of the inputs, each summed to its input's shape; null where none is needed.
  @Nullable Tensor[] gradients(Tensor g) {
    Applied derivative = applied;
    if (derivative == null) {
      throw new IllegalStateException(
          "backward: the graph of %s was freed by an earlier backward; call backward(Graph.RETAIN) there to keep it"
              .formatted(label()));
    }
    boolean[] wanted = new boolean[inputs.length];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = inputs[i] != null;
    }
    @Nullable Tensor[] gradients = derivative.gradients(g, result, wanted);
    for (int i = 0; i < wanted.length; i++) {
      Tensor gradient = gradients[i];
      if (gradient != null && wanted[i]) {
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

  String label() {
    return operation == null ? "a leaf" : operation.label();
  }
}
