/// Layer and batch normalisation, their derivatives and running statistics.
///
/// `FloatMoments` and `DoubleMoments` define the sums over planes; `FloatLayerNorm`,
/// `FloatBatchNorm` and their `Double` counterparts define the formulas; `ScalarLayerNorm` and
/// `ScalarBatchNorm` select the code by element type. On vectors: `VectorMoments`,
/// `VectorLayerNorm`, `VectorBatchNorm`. `LayerNormBlocks` divides rows into blocks for the sums
/// over rows; `FloatBatchColumns` handles inputs without spatial axes.
///
/// Every mean and every sum over adjacent elements has this order of rounding: element i of a plane
/// (or of a row) goes to lane `i mod 16`; a plane of more than 16,384 elements counts as several
/// planes of that length; each lane starts at +0 and adds its elements in order, products as fused
/// multiply–adds; the lanes of the planes are added lane by lane in the order of the planes,
/// starting at +0; at the end the 16 lanes are folded as in `Reduction`. For planes of one element
/// the sum is a chain over each 512 planes, and the chains are added in F64. A mean μ is corrected
/// once: `Σ (x − μ) / n` is added to it, so that the mean of equal numbers is that number.
///
/// All views are in C order. If a layer has no gain or bias, ones or zeros take their place.
@NullMarked
package dev.adjoint.kernel.normalization;

import org.jspecify.annotations.NullMarked;
