package dev.adjoint.kernel.engine;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.vector.VectorLanes;

/// Makes each call with the Vector API where that is faster, with the same bits as [ScalarKernels].
///
/// Only loaded if the module `jdk.incubator.vector` is present, see `ActiveKernels`.
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
