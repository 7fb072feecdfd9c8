package dev.adjoint.explain.why;

import dev.adjoint.explain.trace.OneOperation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// What a number of an operation depends on: its inputs, or slices of them where these are enough.
///
/// @param inputs the inputs, cut where that is enough
/// @param along the axes of the cut and its index; empty if all inputs are whole
record Cut(List<Tensor> inputs, Optional<Along> along) {

  /// @param link the axes
  /// @param index the index, along any axis
  record Along(Link link, Slice index) {}

  static Cut whole(List<Tensor> inputs) {
    return new Cut(inputs, Optional.empty());
  }

  static Cut of(List<Tensor> inputs, Link link, Slice index) {
    return new Cut(link.cut(inputs, index), Optional.of(new Along(link, index)));
  }

  private Optional<Slice> ofInput(int input) {
    return along
        .filter(some -> some.link().inputs()[input] >= 0)
        .map(some -> some.index().along(some.link().inputs()[input]));
  }

  private Optional<Slice> ofOutput() {
    return along.map(some -> some.index().along(some.link().output()));
  }

  /// The position in the cut of an element of an input.
  int localInput(int input, int flat, Shape whole) {
    return ofInput(input).map(slice -> slice.local(flat, whole)).orElse(flat);
  }

  /// The position in the cut of an element of a value.
  int localOutput(int flat, Shape whole) {
    return ofOutput().map(slice -> slice.local(flat, whole)).orElse(flat);
  }

  /// The elements of an input for positions in the cut.
  int[] wholeInput(int input, int[] elements, Shape whole) {
    return ofInput(input).map(slice -> slice.whole(elements, whole)).orElse(elements);
  }

  /// The elements of a value for positions in the cut.
  int[] wholeOutput(int[] elements, Shape whole) {
    return ofOutput().map(slice -> slice.whole(elements, whole)).orElse(elements);
  }

  /// The part of a value of the operation, or of its gradient, that belongs to the cut.
  Tensor from(Tensor value) {
    return ofOutput().map(slice -> slice.from(value)).orElse(value);
  }

  /// The values of the operation for the cut.
  Tensor[] values(OneOperation operation) {
    return operation.values(inputs.toArray(new Tensor[0]));
  }
}
