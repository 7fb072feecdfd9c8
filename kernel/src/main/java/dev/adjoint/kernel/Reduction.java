package dev.adjoint.kernel;

/// The functions that reduce a run of elements.
///
/// The order of rounding is part of the contract.
///
/// **Sums, means and norms** of F32 numbers are summed in F64 and rounded to F32 once. With `inner
/// == 1` they use 16 lanes: element i of the run goes to lane `i mod 16`, each lane starts at 0 and
/// adds its elements in order, and the lanes are folded as `l[j] + l[j + 8]`, then `+ 4`, `+ 2`, `+
/// 1`. A run longer than [#BLOCK] is divided into blocks of that length, whose results are added in
/// order. With `inner > 1` each output is one chain in order. F64 numbers use the same order, but
/// with chains of at most [#CHAIN] rows, whose results are added in order. A mean in F64 is
/// corrected once: the mean of the differences from it is added to it.
///
/// **Products** use 16 lanes of their own type, in blocks of [#BLOCK].
public enum Reduction {
  /// An empty run gives 0.
  SUM,
  /// `Σ x / n`. An empty run gives NaN. F32 and F64 only. The mean of equal numbers is that number.
  MEAN,
  /// `√(Σ x²)`. An empty run gives 0. F32 and F64 only. Squares neither overflow nor underflow: F64
  /// numbers are scaled by a power of two first.
  NORM,
  /// An empty run gives 1.
  PRODUCT,
  /// NaN if any element is NaN. The caller rejects an empty run.
  MINIMUM,
  /// NaN if any element is NaN. The caller rejects an empty run.
  MAXIMUM,
  /// BOOL only. An empty run gives false.
  ANY,
  /// BOOL only. An empty run gives true.
  ALL;

  /// The number of elements of one block of a long sum.
  public static final int BLOCK = 16_384;

  /// The maximum number of rows of one chain of F64 numbers.
  public static final int CHAIN = 512;
}
