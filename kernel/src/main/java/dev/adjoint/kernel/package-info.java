/// The contract of the kernels: loops over primitive arrays, run on threads. The kernels are the
/// only code that uses the Vector API.
///
/// A kernel call is a value: a record that implements [dev.adjoint.kernel.KernelCall]. It names its
/// operands, windows ([dev.adjoint.kernel.View]) onto primitive arrays
/// ([dev.adjoint.kernel.Storage]); its documentation defines the result and the order of rounding;
/// its methods call the file that computes the result in plain Java and the file that computes the
/// same bits on vectors. [dev.adjoint.kernel.Kernels] makes calls, and
/// [dev.adjoint.kernel.ActiveKernels] chooses the implementation at start.
///
/// **Reading order.** This package; then one family: `elementwise`, `reduce`, `index`, `softmax`,
/// `matmul`, `convolution` (with `direct`, `winograd` and `depthwise`), `pooling`, `normalization`,
/// `attention`, `recurrent`, `update`. A family holds its calls (`…Call`), their definition
/// (`Scalar…`, `Float…`, `Double…`), the version for vectors (`Vector…`) and its tiles. Families
/// use `math` (functions with equal bits on every processor), `vector` (species and registers),
/// `strided` (axes, copies) and `work` (threads, pieces, scratch memory). `recording` replays and
/// times calls.
///
/// **A new kernel** is a record `…Call` in its family, next to the files that compute it; nothing
/// else changes. A file uses the Vector API if and only if its name starts with `Vector`.
@NullMarked
package dev.adjoint.kernel;

import org.jspecify.annotations.NullMarked;
