package dev.adjoint.tensor;

/// The distinct elements of a tensor.
///
/// @param values ascending, `[n]`
/// @param inverse for each element its index in `values`, I64, in the shape of the tensor
/// @param counts how often each value occurs, I64 `[n]`
public record Unique(Tensor values, Tensor inverse, Tensor counts) {

  /// Refuses null.
  public Unique {
    Require.present("unique", "values", values);
    Require.present("unique", "inverse", inverse);
    Require.present("unique", "counts", counts);
  }
}
