package dev.adjoint.tensor;

import dev.adjoint.kernel.strided.CopyCall;
import dev.adjoint.tensor.autograd.GradientSlot;
import dev.adjoint.tensor.autograd.GraphNode;
import dev.adjoint.tensor.autograd.RecordingGate;
import dev.adjoint.tensor.autograd.ThreadContext;
import dev.adjoint.tensor.op.index.Indices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A value that training changes, with the gradient that backward adds up.
///
/// A parameter owns its memory: it is made with a copy of its first value, and an optimizer, a load
/// and [#replace] write into it in place. [#value] shows that memory and is tracked: what is
/// computed from it can be differentiated, and `backward()` adds to [#gradient]. Two backward
/// passes without [#zeroGrad] between them add their gradients.
///
/// A tensor from `value()`, and a transposed or sliced view of it, follow the changes. To keep the
/// present numbers take `value().detach()` or `value().copy()`. A backward pass through a graph
/// that was made before a change is refused, because the numbers it needs are overwritten.
public final class Parameter {

  private final Tensor memory;
  private final GraphNode leaf = GraphNode.leaf(this);
  private final Tensor tracked;
  private volatile String name = "";
  private volatile String home = "";
  private final GradientSlot slot = new GradientSlot();
  private volatile boolean trainable = true;
  private final List<TouchedRows> touched = new ArrayList<>();

  /// False where the list is empty, for a look without a lock in each step.
  private volatile boolean isTouched;

  private Parameter(Tensor memory) {
    this.memory = memory;
    this.tracked = memory.withNode(leaf);
  }

  /// A parameter that starts with a copy of this value, F32 or F64.
  public static Parameter of(Tensor value) {
    Require.present("of", "value", value);
    ElementTypeException.requireFloating("parameter", value);
    return new Parameter(value.copy().asLive());
  }

  /// The present value, for use in operations; within a [Substitution] the tensor in its place.
  public Tensor value() {
    Map<Parameter, Tensor> substitutes = ThreadContext.current().substitutes();
    Tensor substitute = substitutes == null ? null : substitutes.get(this);
    if (substitute != null) {
      return substitute;
    }
    Tensor present = trainable ? tracked : memory;
    RecordingGate.uses(this, present);
    return present;
  }

  /// The memory, in C order, without a node.
  Tensor memory() {
    return memory;
  }

  /// Must be called after the memory was written to, with a number from [GraphNode#nextChange].
  void changed(long change) {
    leaf.changed(change);
  }

  /// The number of the last change, 0 if there was none.
  long lastChange() {
    return leaf.changedAt();
  }

  /// The shape of the value.
  public Shape shape() {
    return memory.shape();
  }

  /// Copies another value of the same shape and element type into the parameter; the gradient
  /// stays.
  ///
  /// @throws ShapeException if the shape differs
  public void replace(Tensor newValue) {
    Require.present("replace", "newValue", newValue);
    if (!newValue.shape().equals(shape())) {
      throw new ShapeException(
          "replace",
          "%s has shape %s but the new value has %s; a parameter keeps its shape"
              .formatted(label(), shape(), newValue.shape()));
    }
    ElementTypeException.requireSame("replace", label(), memory, "the new value", newValue);
    boolean shares = newValue.view().storage().equals(memory.view().storage());
    new CopyCall((shares ? newValue.copy() : newValue).view(), memory.view()).run();
    changed(GraphNode.nextChange());
  }

  /// Rows of the first axis as `value().indexSelect(0, index)` gives them, but tracked by
  /// themselves: a backward pass makes a gradient of these rows and none of the whole parameter, so
  /// that its cost does not depend on the number of rows. [#touchedRows] has the gradients.
  ///
  /// Where gradients are not recorded, the parameter is frozen or a [Substitution] stands for it,
  /// this is `value().indexSelect(0, index)`.
  ///
  /// @param index `[n]` (I64 or I32); a row may appear several times
  public Tensor rows(Tensor index) {
    Require.present("rows", "index", index);
    Map<Parameter, Tensor> substitutes = ThreadContext.current().substitutes();
    boolean substituted = substitutes != null && substitutes.containsKey(this);
    if (substituted || !trainable || !Tensor.isGradEnabled()) {
      return value().indexSelect(0, index);
    }
    RecordingGate.refuse(
        "rows of a parameter",
        "are noted in each step, which a replay would not do; run the step unrecorded");
    Parameter rows = new Parameter(memory.indexSelect(0, index).asLive());
    rows.name(name);
    synchronized (touched) {
      isTouched = true;
      touched.add(new TouchedRows(index.to(ElementType.I64), rows));
    }
    return rows.value();
  }

  /// What [#rows] has given since [#zeroGrad] and a gradient has arrived for.
  public List<TouchedRows> touchedRows() {
    if (!isTouched) {
      return List.of();
    }
    synchronized (touched) {
      return touched.stream().filter(part -> part.rows().hasGradient()).toList();
    }
  }

  /// Copies other values into rows of the first axis. The cost is that of these rows.
  ///
  /// @param index `[n]` (I64), each within 0 and the number of rows − 1; if a row appears several
  ///   times the last values stay
  /// @param rows `[n, …]`
  /// @throws ShapeException if the shapes do not fit
  /// @throws IndexException naming the first index that is not a row; then nothing has changed
  public void replaceRows(Tensor index, Tensor rows) {
    Require.present("replaceRows", "index", index);
    Require.present("replaceRows", "rows", rows);
    RecordingGate.refuse(
        "replacing rows of a parameter",
        "reads the index into Java, which a replay would not do; do it after the step");
    requireRows("replace rows", index, rows);
    Indices.checked("replace rows", index, shape().size(0), "axis 0 of " + shape());
    long[] positions = index.toLongArray();
    Tensor values = rows.detach();
    for (int i = 0; i < positions.length; i++) {
      Tensor row = memory.select(0, (int) positions[i]);
      new CopyCall(values.select(0, i).view(), row.view()).run();
    }
    changed(GraphNode.nextChange());
  }

  /// Checks that there are rows of this parameter for an index; the number of its own rows.
  int requireRows(String operation, Tensor index, Tensor rows) {
    int[] expected = shape().toArray();
    if (expected.length > 0) {
      expected[0] = index.shape().count();
    }
    if (expected.length == 0
        || index.shape().rank() != 1
        || !rows.shape().equals(Shape.of(expected))) {
      throw new ShapeException(
          operation,
          "%s has shape %s, the index %s and the rows %s; give an index [n] and rows of the parameter's shape with n in front"
              .formatted(label(), shape(), index.shape(), rows.shape()));
    }
    ElementTypeException.requireSame(operation, label(), memory, "the rows", rows);
    return shape().size(0);
  }

  /// The sum of the gradients since [#zeroGrad], zeros if there was none. Gradients of rows alone
  /// are in [#touchedRows].
  public Tensor gradient() {
    Tensor gradient = slot.own();
    return gradient == null ? Tensor.zerosLike(memory) : gradient;
  }

  /// The gradient as an optimizer reads it during a step, null if there is none. Its memory may
  /// belong to a [RecordedStep], whose next run overwrites it, so it must not be kept.
  public @Nullable Tensor passingGradient() {
    return slot.peek();
  }

  /// The gradient with its owner, for a recording that lends its memory.
  GradientSlot slot() {
    return slot;
  }

  /// Whether any gradient arrived since [#zeroGrad]; a parameter that the loss does not depend on
  /// has none.
  public boolean hasGradient() {
    return slot.peek() != null;
  }

  /// Forgets the gradient.
  public void zeroGrad() {
    slot.clear();
    if (isTouched) {
      synchronized (touched) {
        touched.clear();
        isTouched = false;
      }
    }
  }

  /// Adds to the gradient, as backward does; safe from any thread.
  public void addGradient(Tensor g) {
    Require.present("addGradient", "g", g);
    requireGradient("add gradient", g);
    slot.add(g);
  }

  /// Refuses a gradient that does not belong to this value.
  void requireGradient(String operation, Tensor g) {
    if (!g.shape().equals(shape())) {
      throw new ShapeException(
          operation,
          "%s has shape %s but the gradient has %s; give a gradient of the value's shape"
              .formatted(label(), shape(), g.shape()));
    }
    ElementTypeException.requireSame(operation, label(), memory, "the gradient", g);
  }

  /// Whether gradients are computed for this parameter.
  public boolean isTrainable() {
    return trainable;
  }

  /// Freezes (false) or thaws (true) this parameter: a frozen one has no gradient and costs none.
  public void trainable(boolean newTrainable) {
    trainable = newTrainable;
  }

  /// The path within the model, such as `encoder.0.weight`; empty until a model names it.
  public String name() {
    return name;
  }

  /// Gives this parameter its path within the model.
  public void name(String newName) {
    Require.present("name", "newName", newName);
    name = newName;
    home = newName.substring(0, Math.max(newName.lastIndexOf('.'), 0));
  }

  /// The path of the layer that this parameter belongs to.
  String home() {
    return home;
  }

  private String label() {
    return name.isEmpty() ? "the parameter" : name;
  }

  @Override
  public String toString() {
    return "Parameter(%s%s %s)"
        .formatted(name.isEmpty() ? "" : name + ", ", memory.elementType(), memory.shape());
  }
}
