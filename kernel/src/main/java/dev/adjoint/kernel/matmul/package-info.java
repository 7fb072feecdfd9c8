/// The matrix product.
///
/// `ScalarMatmul` is the definition: each output is one chain of fused multiply-adds in the order
/// of k for each block of k, and the chains are added. `MatrixProduct` holds the operands and sizes
/// of a product.
///
/// `MatmulChoice` chooses the algorithm for F32 by shape: `SmallMatmul` for the smallest products,
/// `VectorRowMatmul` and `VectorWeightRow` for one row, `ThinMatmul` for a few rows,
/// `SwappedMatmul` and `TallMatmul` for transposed operands, `TiledMatmul` for the rest. They copy
/// b into panels (`VectorPanels`, `PanelPacking`) and run tiles that fit in registers:
/// `VectorTiles`, `VectorTwelveRows`, `VectorWholeTiles`, `VectorNarrowTiles`, `VectorTallTiles`.
/// `ProductVariant` chooses whether a is copied into panels too (`VectorLeftPanels`,
/// `VectorPackedTiles`), and `RowSharing` whether the threads share a single row. A recording that
/// reads the same matrix at every run copies it into panels once (`PanelCopyCall`) and multiplies
/// with those (`PanelMatmulCall`, `PanelMatmul`).
@NullMarked
package dev.adjoint.kernel.matmul;

import org.jspecify.annotations.NullMarked;
