/// Loops over primitive arrays, threads, and the only home of the Vector API: the contract.
///
/// A kernel call is a value: a record that implements [dev.adjoint.kernel.KernelCall]. It names its
/// operands, windows ([dev.adjoint.kernel.View]) onto primitive arrays
/// ([dev.adjoint.kernel.Storage]); its documentation is the definition of the result and of the
/// order of rounding; it leads to the file that computes it in plain Java and to the file that
/// computes the same bits on vectors. [dev.adjoint.kernel.Kernels] makes calls, and
/// [dev.adjoint.kernel.ActiveKernels] chooses the implementation at start.
///
/// **Reading order.** This package; then one family: `elementwise`, `reduce`, `index`, `softmax`,
/// `matmul`, `convolution` (with `direct`, `winograd` and `depthwise`), `pooling`, `normalization`,
/// `attention`, `recurrent`, `update`. A family holds its calls (`…Call`), their definition
/// (`Scalar…`, `Float…`, `Double…`), the version for vectors (`Vector…`) and its tiles. Families
/// stand on `math` (functions with equal bits on every processor), `vector` (species and
/// registers), `strided` (axes, copies) and `work` (threads, pieces, scratch memory). `recording`
/// replays and times calls.
///
/// **A new kernel** is a record `…Call` in its family, beside the files that compute it; nothing
/// else changes. A file uses the Vector API if and only if its name starts with `Vector`.
@NullMarked
package dev.adjoint.kernel;

import org.jspecify.annotations.NullMarked;
