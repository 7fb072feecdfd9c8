package dev.adjoint.kernel;

/// What a run of elements is reduced to.
///
/// The order of rounding is part of the contract. With `inner == 1` a sum (and a product) runs over
/// 16 lanes: element i of the run goes to lane `i mod 16`, each lane starts at the identity and
/// takes its elements in order, and the lanes are folded as `l[j] + l[j + 8]`, then `+ 4`, `+ 2`,
/// `+ 1`. A run longer than [#BLOCK] is cut into blocks of that length; the results of the blocks
/// are folded in order, the first one being the start. With `inner > 1` each output is one chain in
/// order, from the identity.
public enum Reduction {
  /// An empty run gives 0.
  SUM,
  /// An empty run gives 1.
  PRODUCT,
  /// NaN if any element is NaN. An empty run is refused by the caller.
  MINIMUM,
  /// NaN if any element is NaN. An empty run is refused by the caller.
  MAXIMUM,
  /// BOOL only. An empty run gives false.
  ANY,
  /// BOOL only. An empty run gives true.
  ALL;

  /// The number of elements of one block of a long sum.
  public static final int BLOCK = 16_384;
}
