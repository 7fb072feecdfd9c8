/// Layer and batch normalisation and their derivatives.
///
/// `FloatMoments` and `DoubleMoments` define the sums over planes; `FloatLayerNorm`,
/// `FloatBatchNorm` and their `Double` counterparts define the formulas; `ScalarLayerNorm` and
/// `ScalarBatchNorm` choose by element type. On vectors: `VectorMoments`, `VectorLayerNorm`,
/// `VectorBatchNorm`. `LayerNormBlocks` cuts rows for the sums over rows; `FloatBatchColumns`
/// serves inputs without spatial axes.
@NullMarked
package dev.adjoint.kernel.normalization;

import org.jspecify.annotations.NullMarked;
