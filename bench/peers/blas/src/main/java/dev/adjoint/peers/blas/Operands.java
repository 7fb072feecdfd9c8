package dev.adjoint.peers.blas;

import dev.adjoint.bench.workload.Library.Product;
import java.util.function.Consumer;
import org.bytedeco.javacpp.FloatPointer;

/// The operands and the result of a product outside of the heap.
///
/// @param multiply computes c = a · b
record Operands(int n, FloatPointer a, FloatPointer b, FloatPointer c, Consumer<Operands> multiply)
    implements Product {

  Operands(int n, float[] left, float[] right, Consumer<Operands> multiply) {
    this(
        n,
        new FloatPointer(left),
        new FloatPointer(right),
        new FloatPointer(new float[n * n]),
        multiply);
  }

  @Override
  public void run() {
    multiply.accept(this);
  }

  @Override
  public float[] result() {
    float[] values = new float[n * n];
    c.get(values);
    return values;
  }

  @Override
  public void close() {
    a.close();
    b.close();
    c.close();
  }
}
