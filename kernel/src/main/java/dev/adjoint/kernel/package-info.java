/// Loops over primitive arrays, threads, and the only home of the Vector API: the contract.
///
/// [dev.adjoint.kernel.Kernels] and the family interfaces that it extends list every loop that the
/// library runs, over windows ([dev.adjoint.kernel.View]) onto primitive arrays
/// ([dev.adjoint.kernel.Storage]). [dev.adjoint.kernel.ActiveKernels] chooses one of two
/// implementations at start; their results are equal to the last bit.
///
/// **Reading order.** This package; then `engine`, which lists for each kernel the file that
/// computes it; then one family: `elementwise`, `reduce`, `index`, `softmax`, `matmul`,
/// `convolution` (with `winograd` and `depthwise`), `pooling`, `normalization`, `attention`,
/// `recurrent`, `update`. A family holds its definition (`Scalar…`, `Float…`, `Double…`), its
/// version for vectors (`Vector…`) and the tiles of that. Families stand on `math` (functions with
/// equal bits on every processor), `vector` (species and registers), `strided` (axes, copies) and
/// `work` (threads, pieces, scratch memory).
///
/// A file uses the Vector API if and only if its name starts with `Vector`, but for the two
/// choosers in `engine`.
///
/// `recording` replays and times kernel calls. Callers outside of this module see this package,
/// `recording` and `work`.
@NullMarked
package dev.adjoint.kernel;

import org.jspecify.annotations.NullMarked;
