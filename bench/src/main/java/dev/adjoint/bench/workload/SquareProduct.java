package dev.adjoint.bench.workload;

import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.View;

/// W8: the product of two n × n matrices, into an array that is there.
public final class SquareProduct {

  /// The sizes that are measured.
  static final int[] SIZES = {64, 128, 256, 512, 768, 1024, 2048};

  private final int n;
  private final float[] left;
  private final float[] right;
  private final float[] result;
  private final View a;
  private final View b;
  private final View c;

  /// The operands of size n.
  SquareProduct(int n) {
    this.n = n;
    left = SplitMix.uniform(8_000_000, n * n, 1);
    right = SplitMix.uniform(8_000_001, n * n, 1);
    result = new float[n * n];
    a = View.contiguous(new Floats(left), n, n);
    b = View.contiguous(new Floats(right), n, n);
    c = View.contiguous(new Floats(result), n, n);
  }

  void run() {
    Kernels.active().matmul(a, b, c);
  }

  /// The product, in C order.
  float[] product() {
    run();
    return result;
  }

  /// Multiply–adds counted twice.
  double flops() {
    return 2.0 * n * n * n;
  }

  /// The largest distance from the product computed in double.
  double error() {
    run();
    double worst = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int k = 0; k < n; k++) {
          sum += (double) left[i * n + k] * right[k * n + j];
        }
        worst = Math.max(worst, Math.abs(sum - result[i * n + j]));
      }
    }
    return worst;
  }
}
