package dev.adjoint.peers.dl4j;

import dev.adjoint.bench.workload.Library.Product;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/// W8, into an array that is there.
record SquareProduct(INDArray a, INDArray b, INDArray c) implements Product {

  SquareProduct(int n, float[] left, float[] right) {
    this(
        Nd4j.create(left, new long[] {n, n}, 'c'),
        Nd4j.create(right, new long[] {n, n}, 'c'),
        Nd4j.create(DataType.FLOAT, new long[] {n, n}, 'f'));
  }

  @Override
  public void run() {
    Nd4j.gemm(a, b, c, false, false, 1, 0);
  }

  @Override
  public float[] result() {
    return c.dup('c').data().asFloat();
  }

  @Override
  public void close() {
    a.close();
    b.close();
    c.close();
  }
}
