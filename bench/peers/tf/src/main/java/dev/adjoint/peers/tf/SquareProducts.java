package dev.adjoint.peers.tf;

import dev.adjoint.bench.workload.Library.Product;
import dev.adjoint.bench.workload.Library.Products;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/// W8: products of variables, each in a graph of its own.
record SquareProducts(ConfigProto options) implements Products {

  @Override
  public Product of(int n, float[] left, float[] right) {
    Graph graph = new Graph();
    Ops ops = Ops.create(graph);
    Session session = new Session(graph, options);
    Variable<TFloat32> a = filled(ops, session, n, left);
    Variable<TFloat32> b = filled(ops, session, n, right);
    return new Running(n, session, ops.linalg.matMul(a, b));
  }

  private static Variable<TFloat32> filled(Ops ops, Session session, int n, float[] values) {
    Placeholder<TFloat32> from = ops.placeholder(TFloat32.class);
    Variable<TFloat32> variable = ops.variable(Shape.of(n, n), TFloat32.class);
    Op assignment = ops.assign(variable, from);
    try (TFloat32 tensor = Variables.floats(values, n, n)) {
      session.runner().feed(from, tensor).addTarget(assignment).run().close();
    }
    return variable;
  }

  private record Running(int n, Session session, Operand<TFloat32> product) implements Product {

    @Override
    public void run() {
      session.runner().addTarget(product).run().close();
    }

    @Override
    public float[] result() {
      float[] values = new float[n * n];
      try (Result result = session.runner().fetch(product).run()) {
        ((TFloat32) result.get(0)).copyTo(DataBuffers.of(values));
      }
      return values;
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
