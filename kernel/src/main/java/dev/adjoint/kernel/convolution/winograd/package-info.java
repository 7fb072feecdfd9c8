/// 3×3 convolution by Winograd's algorithm F(4×4, 3×3).
///
/// `Winograd` decides by shape where it is used and holds the matrices of the transforms.
/// `WinogradSizes` holds the sizes. `ScalarWinograd` and `ScalarWinogradWeight` are the definition.
/// `WinogradConvolution` and `WinogradWeight` compute it on vectors: `VectorWinogradTransforms` and
/// `VectorWinogradWeightTransforms` transform tiles, `VectorWinogradTiles` and
/// `VectorWinogradWeightTiles` multiply them. `WinogradKernels` says where kernels are in a weight,
/// `KernelPanels` transforms them, and `WinogradKernelsCall` does so for several calls.
///
/// `DirectTiles` and `DirectWeightTiles` decide from the data which tiles are computed without
/// Winograd's algorithm. `Magnitudes` finds large numbers in images, `WeightFacts` and
/// `UnevenKernels` those in kernels, `EdgeNumbers` those that some taps of a gradient never meet.
@NullMarked
package dev.adjoint.kernel.convolution.winograd;

import org.jspecify.annotations.NullMarked;
