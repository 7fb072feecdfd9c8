package dev.adjoint.tensor;

/// The result of a pooling by maximum together with the elements that it chose.
///
/// @param values the largest element of each window
/// @param indices I64, the index of that element in its plane or volume in C order, in the shape of
///   the values; [PoolingOps#maxUnpool] takes them
public record Pooled(Tensor values, Tensor indices) {

  /// Checks that both are there.
  public Pooled {
    Require.present("pooled", "values", values);
    Require.present("pooled", "indices", indices);
  }
}
