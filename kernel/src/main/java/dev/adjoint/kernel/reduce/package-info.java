/// Sums, products, extremes, cumulative sums and sorting along an axis.
///
/// `ScalarReduce` chooses by element type; `FloatReduce`, `DoubleReduce`, `IntReduce`, `LongReduce`
/// and `BooleanReduce` are the definition; sums, means and norms are those of `WideSum` (F32, with
/// F64 accumulators) and `DoubleSum`. `LaneFold` is the order in which the 16 lanes of a sum are
/// added. `VectorReduce` and `VectorWideSum` compute F32 reductions on vectors, `VectorColumns`
/// those along columns. `ScalarArgReduce` and `ScalarSort` work for every element type through
/// `SortKeys`.
@NullMarked
package dev.adjoint.kernel.reduce;

import org.jspecify.annotations.NullMarked;
