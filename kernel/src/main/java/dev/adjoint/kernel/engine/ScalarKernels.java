package dev.adjoint.kernel.engine;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Kernels;

/// Makes each call by its definition: plain Java for every element type.
public final class ScalarKernels implements Kernels {
  @Override
  public String description() {
    return "scalar";
  }

  @Override
  public void run(KernelCall call) {
    call.scalar();
  }
}
