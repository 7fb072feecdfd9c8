/// The two implementations of [dev.adjoint.kernel.Kernels], and nothing else.
///
/// `ScalarKernels` is the definition: plain Java for every element type. `VectorKernels` does the
/// F32 work with the Vector API and leaves the rest to the scalar one; results are equal to the
/// last bit. Both only list which file of which family computes a kernel. `ScalarConvolution` and
/// `VectorConvolution` choose among the algorithms of convolution by shape.
@NullMarked
package dev.adjoint.kernel.engine;

import org.jspecify.annotations.NullMarked;
