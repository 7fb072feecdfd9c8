package dev.adjoint.tensor;

import dev.adjoint.kernel.Narrow;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.strided.CopyCall;
import dev.adjoint.tensor.autograd.RecordingGate;
import dev.adjoint.tensor.op.elementwise.CastOp;

/// Conversion to other types and to Java values, and comparison of whole tensors.
///
/// Java arrays are copies in C order, whatever the strides are; elements are converted as a Java
/// cast does.
public sealed interface ConversionOps permits Tensor {

  private Tensor self() {
    return (Tensor) this;
  }

  private <A> A copyInto(String operation, Storage storage, A elements) {
    RecordingGate.refuseReading(operation);
    new CopyCall(self().view(), View.contiguous(storage, self().shape().toArray())).run();
    return elements;
  }

  /// The same numbers in another type, as a Java cast converts them; to BOOL it is `x != 0`, to F16
  /// and BF16 the nearest value, ties to even, to I8 and U8 the low bits of the whole number.
  default Tensor to(ElementType type) {
    Require.present("to", "type", type);
    return type == self().elementType() ? self() : Tensor.apply(new CastOp(type), self());
  }

  /// The only element.
  ///
  /// @throws ShapeException if there is not exactly one
  default double item() {
    requireOne("item");
    RecordingGate.refuseReading("item");
    return toDoubleArray()[0];
  }

  /// The only element as a whole number.
  ///
  /// @throws ShapeException if there is not exactly one
  default long itemLong() {
    requireOne("itemLong");
    RecordingGate.refuseReading("itemLong");
    return toLongArray()[0];
  }

  private void requireOne(String operation) {
    if (self().shape().count() != 1) {
      throw new ShapeException(
          operation,
          "needs exactly one element but the shape is %s; use toFloatArray() for all, or select(axis, index) for one"
              .formatted(self().shape()));
    }
  }

  /// The elements in C order.
  default float[] toFloatArray() {
    float[] elements = Memory.floats(self().shape());
    return copyInto("toFloatArray", new Storage.Floats(elements), elements);
  }

  /// The elements in C order.
  default double[] toDoubleArray() {
    double[] elements = Memory.doubles(self().shape());
    return copyInto("toDoubleArray", new Storage.Doubles(elements), elements);
  }

  /// The elements in C order.
  default int[] toIntArray() {
    int[] elements = Memory.ints(self().shape());
    return copyInto("toIntArray", new Storage.Ints(elements), elements);
  }

  /// The elements in C order.
  default long[] toLongArray() {
    long[] elements = Memory.longs(self().shape());
    return copyInto("toLongArray", new Storage.Longs(elements), elements);
  }

  /// The elements in C order; true where not 0.
  default boolean[] toBooleanArray() {
    boolean[] elements = Memory.booleans(self().shape());
    return copyInto("toBooleanArray", new Storage.Booleans(elements), elements);
  }

  /// The elements in C order: those of I8 and U8 as they are, others as the low bits of what a Java
  /// cast to int gives.
  default byte[] toByteArray() {
    byte[] elements = new byte[self().shape().count()];
    return copyInto("toByteArray", new Narrow.Bytes(elements), elements);
  }

  /// The elements as a Java array of arrays; `type` is the array class, such as `float[][].class`.
  default <A> A toNested(Class<A> type) {
    Require.present("toNested", "type", type);
    return NestedArrays.fromTensor(self(), type);
  }

  /// Whether the shapes and element types are equal and all elements are, NaN with NaN.
  default boolean contentEquals(Tensor other) {
    Require.present("contentEquals", "other", other);
    return Closeness.equal(self(), other);
  }

  /// Whether shapes are equal and `|this − other| ≤ 10⁻⁸ + 10⁻⁵·|other|` for each element,
  /// PyTorch's tolerance for F32.
  default boolean allclose(Tensor other) {
    return allclose(other, 1e-5, 1e-8);
  }

  /// Whether shapes are equal and `|this − other| ≤ absolute + relative·|other|` for each element.
  /// An infinity is close to itself only, and NaN to NaN (PyTorch: to nothing).
  default boolean allclose(Tensor other, double relative, double absolute) {
    Require.present("allclose", "other", other);
    return Closeness.allclose(self(), other, relative, absolute);
  }
}
