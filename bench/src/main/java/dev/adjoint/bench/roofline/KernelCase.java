package dev.adjoint.bench.roofline;

import java.util.OptionalDouble;

/// A kernel call to measure.
///
/// @param name kernel and sizes
/// @param flops of its arithmetic, a multiply–add counting two; exp, tanh and the like count one,
///   so such kernels are nearer to the limit than it seems
/// @param bytes that it must read and write at least, each once; also its footprint
record KernelCase(String name, double flops, double bytes, Runnable call) {

  /// Operations for each byte.
  double intensity() {
    return flops / bytes;
  }

  /// What became of a case.
  ///
  /// @param perSecond calls
  /// @param pytorch calls of PyTorch a second; empty where it was not measured or has no such call
  /// @param share of the limit that it reached
  record Measured(
      KernelCase kernel,
      double perSecond,
      OptionalDouble pytorch,
      MachineLimit.Level level,
      double share) {

    double gigaflops() {
      return kernel.flops * perSecond / 1e9;
    }

    double gigabytes() {
      return kernel.bytes * perSecond / 1e9;
    }
  }
}
