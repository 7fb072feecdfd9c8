package dev.adjoint.kernel.engine;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.vector.VectorLanes;

/// Makes each call with the Vector API where that is faster, to the bits of [ScalarKernels].
///
/// Only loaded where the module `jdk.incubator.vector` is there, see `ActiveKernels`.
public final class VectorKernels implements Kernels {
  @Override
  public String description() {
    return "vector " + VectorLanes.FLOATS.vectorBitSize() + " bit";
  }

  @Override
  public void run(KernelCall call) {
    call.vector();
  }
}
