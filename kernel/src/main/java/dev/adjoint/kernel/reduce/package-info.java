/// Sums, products, extremes, cumulative sums and sorting along an axis.
///
/// `ScalarReduce` chooses by element type; `FloatReduce`, `DoubleReduce`, `IntReduce`, `LongReduce`
/// and `BooleanReduce` are the definition; `WideSum` (F32, with F64 accumulators) and `DoubleSum`
/// compute sums, means and norms. `LaneFold` defines the order in which the 16 lanes of a sum are
/// added. `VectorReduce` and `VectorWideSum` compute F32 reductions on vectors, `VectorColumns`
/// those along columns. `ScalarArgReduce` and `ScalarSort` use `SortKeys` to support every element
/// type.
@NullMarked
package dev.adjoint.kernel.reduce;

import org.jspecify.annotations.NullMarked;
