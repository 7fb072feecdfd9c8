package dev.adjoint.bench.workload;

import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.matmul.MatmulCall;

/// W8: the product of two n × n matrices, into an array that is there.
final class SquareProduct implements Library.Product {

  private final float[] result;
  private final View a;
  private final View b;
  private final View c;

  /// Of these operands, which are not copied.
  SquareProduct(int n, float[] left, float[] right) {
    result = new float[n * n];
    a = View.contiguous(new Floats(left), n, n);
    b = View.contiguous(new Floats(right), n, n);
    c = View.contiguous(new Floats(result), n, n);
  }

  @Override
  public void run() {
    new MatmulCall(a, b, c).run();
  }

  @Override
  public float[] result() {
    return result;
  }
}
