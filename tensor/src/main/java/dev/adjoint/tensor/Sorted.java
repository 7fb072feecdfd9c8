package dev.adjoint.tensor;

import dev.adjoint.tensor.op.index.ArgsortOp;

/// Elements in sorted order with their original positions.
///
/// @param values the elements; the gradient goes back to the original positions
/// @param indices their positions (I64) along the axis before sorting
public record Sorted(Tensor values, Tensor indices) {

  /// Refuses null.
  public Sorted {
    Require.present("sort", "values", values);
    Require.present("sort", "indices", indices);
  }

  static Sorted of(Tensor x, int axis, boolean descending) {
    int along = x.shape().axis("sort", axis);
    Tensor order = Tensor.apply(new ArgsortOp(along, descending), x);
    return new Sorted(x.gather(along, order), order);
  }

  static Sorted top(Tensor x, int k, int axis, boolean largest) {
    int along = x.shape().axis("topk", axis);
    int size = x.shape().size(along);
    if (k < 0 || k > size) {
      throw new ShapeException(
          "topk",
          "k is %d but the size of axis %d is %d (shape %s); take at most as many as there are"
              .formatted(k, along, size, x.shape()));
    }
    Tensor order = Tensor.apply(new ArgsortOp(along, largest), x).slice(along, 0, k);
    return new Sorted(x.gather(along, order), order);
  }
}
