/// What operations need of a tensor and users must not see: the kernel memory behind it.
///
/// Read [TensorMemory], which operations call. [TensorAccess] is implemented by the package
/// `dev.adjoint.tensor`, which registers itself with [TensorRegistration], since a `Tensor` shows
/// its memory to its own package only. The module exports this package to the benchmarks alone.
@NullMarked
package dev.adjoint.tensor.internal;

import org.jspecify.annotations.NullMarked;
