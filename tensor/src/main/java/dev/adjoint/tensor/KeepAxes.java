package dev.adjoint.tensor;

/// Whether the axes that a reduction goes over stay in the result with size 1 (`keepdim` in
/// PyTorch).
///
/// ```java
/// x.sum(1);               // [32, 10] gives [32]
/// x.sum(KeepAxes.YES, 1); // [32, 10] gives [32, 1], which broadcasts against x
/// ```
public enum KeepAxes {
  /// The reduced axes stay with size 1.
  YES,
  /// The reduced axes are gone from the result.
  NO
}
