package dev.adjoint.peers.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.adjoint.bench.workload.Library.Product;

/// W8, into a new array each time: DJL has no product into one that is there.
final class SquareProduct implements Product {

  private final NDManager manager = NDManager.newBaseManager(Device.cpu(), Djl.ENGINE);
  private final NDArray a;
  private final NDArray b;
  private NDArray c;

  SquareProduct(int n, float[] left, float[] right) {
    a = manager.create(left, new Shape(n, n));
    b = manager.create(right, new Shape(n, n));
    c = manager.create(0f);
  }

  @Override
  public void run() {
    c.close();
    c = a.matMul(b);
  }

  @Override
  public float[] result() {
    return c.toFloatArray();
  }

  @Override
  public void close() {
    manager.close();
  }
}
