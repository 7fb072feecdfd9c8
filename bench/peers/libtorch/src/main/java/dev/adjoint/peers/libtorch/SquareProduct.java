package dev.adjoint.peers.libtorch;

import dev.adjoint.bench.workload.Library.Product;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// W8, into a tensor that is there.
record SquareProduct(Tensor a, Tensor b, Tensor c) implements Product {

  SquareProduct(int n, float[] left, float[] right) {
    this(Tensors.of(left, n, n), Tensors.of(right, n, n), torch.empty(n, n));
  }

  @Override
  public void run() {
    torch.mm_out(c, a, b).close();
  }

  @Override
  public float[] result() {
    float[] values = new float[Math.toIntExact(c.numel())];
    Tensors.copy(c, values);
    return values;
  }

  @Override
  public void close() {
    a.close();
    b.close();
    c.close();
  }
}
