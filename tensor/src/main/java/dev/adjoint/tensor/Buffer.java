package dev.adjoint.tensor;

import dev.adjoint.kernel.View;
import dev.adjoint.kernel.elementwise.AddCall;
import dev.adjoint.kernel.normalization.RunningAverageCall;
import dev.adjoint.kernel.recording.Tape;
import dev.adjoint.kernel.strided.CopyCall;

/// State of a layer that is kept with the weights but not trained, such as the running mean of a
/// batch normalisation.
///
/// A buffer changes in place, in memory that it shares with no tensor: [#value] is a copy, so no
/// tensor ever changes. Each call is atomic, but one model must not be trained by several threads
/// at once.
public final class Buffer {

  private final Tensor memory;
  private volatile String name = "";

  private Buffer(Tensor memory) {
    this.memory = memory;
  }

  /// A buffer that starts with these numbers, of any element type.
  public static Buffer of(Tensor initial) {
    Require.present("of", "initial", initial);
    return new Buffer(initial.copy());
  }

  /// The present numbers, as a copy.
  public synchronized Tensor value() {
    View view = held();
    Tensor copy = Tensor.allocate(memory.elementType(), memory.shape());
    new CopyCall(view, copy.view()).run();
    return copy;
  }

  /// The shape, which stays.
  public Shape shape() {
    return memory.shape();
  }

  /// The element type, which stays.
  public ElementType elementType() {
    return memory.elementType();
  }

  /// Overwrites the numbers with those of a tensor of the same shape and element type.
  ///
  /// @throws ShapeException if the shape differs
  public synchronized void assign(Tensor value) {
    Require.present("assign", "value", value);
    requireFits("assign", value);
    new CopyCall(value.view(), held()).run();
  }

  /// Adds a tensor of the same shape and element type.
  ///
  /// @throws ShapeException if the shape differs
  public synchronized void add(Tensor value) {
    Require.present("add", "value", value);
    requireFits("add", value);
    new AddCall(value.view(), held()).run();
  }

  /// Moves a running average: `buffer = keep · buffer + weight · value`; F32 and F64.
  ///
  /// @throws ShapeException if the shape differs
  public synchronized void average(double keep, double weight, Tensor value) {
    Require.present("average", "value", value);
    requireFits("average", value);
    ElementTypeException.requireFloating("average", memory);
    new RunningAverageCall(keep, weight, value.contiguous(), held()).run();
  }

  /// The memory, which a recorded step must not take for its own.
  private View held() {
    Tape.hold(memory.view().storage());
    return memory.view();
  }

  private void requireFits(String operation, Tensor value) {
    String label = name.isEmpty() ? "the buffer" : name;
    if (!value.shape().equals(shape())) {
      throw new ShapeException(
          operation,
          "%s has shape %s but the new value has %s; a buffer keeps its shape"
              .formatted(label, shape(), value.shape()));
    }
    ElementTypeException.requireSame(operation, label, memory, "the new value", value);
  }

  /// The path within the model, such as `bn1.running_mean`; empty until a model names it.
  public String name() {
    return name;
  }

  /// Gives this buffer its path within the model.
  public void name(String newName) {
    Require.present("name", "newName", newName);
    name = newName;
  }

  @Override
  public String toString() {
    return "Buffer(%s%s %s)".formatted(name.isEmpty() ? "" : name + ", ", elementType(), shape());
  }
}
