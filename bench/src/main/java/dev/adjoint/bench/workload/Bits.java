package dev.adjoint.bench.workload;

import dev.adjoint.tensor.Tensor;
import java.util.zip.CRC32C;

/// A number that two training runs share only if all their losses and weights have equal bits.
///
/// As a program it prints a line for each training workload given as an argument: its name and the
/// number after a few steps on small batches, for the kernels and threads of this process.
public final class Bits {

  private static final int STEPS = 3;

  /// In a batch: bits need no more.
  static final int ROWS = 3;

  private Bits() {}

  /// Prints `W1 0123abcd` and so on.
  public static void main(String[] workloads) {
    for (String name : workloads) {
      Training training = Training.of(Workload.valueOf(name), ROWS);
      System.out.println(name + " " + of(training));
    }
  }

  /// The number after a few steps.
  static String of(Training training) {
    CRC32C sum = new CRC32C();
    for (int step = 0; step < STEPS; step++) {
      add(sum, training.step(step));
    }
    training.parameters().forEach(parameter -> add(sum, parameter.value()));
    return "%08x".formatted(sum.getValue());
  }

  private static void add(CRC32C sum, Tensor tensor) {
    for (float value : tensor.toFloatArray()) {
      int bits = Float.floatToRawIntBits(value);
      for (int shift = 0; shift < 32; shift += 8) {
        sum.update(bits >>> shift);
      }
    }
  }
}
