package dev.adjoint.peers.tf;

import dev.adjoint.bench.workload.Workload;
import dev.adjoint.peers.Weight;
import dev.adjoint.peers.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/// A graph with the weights of a workload, and the layers that more than one model has.
final class Variables {

  private final Graph graph = new Graph();
  private final Ops ops = Ops.create(graph);
  private final Map<String, Variable<TFloat32>> weights = new LinkedHashMap<>();
  private final List<Op> initial = new ArrayList<>();

  Variables(Workload workload) {
    for (Weight weight : Weights.of(workload)) {
      boolean flattened = workload == Workload.W3 && weight.name().equals("fc1.weight");
      Weight ordered = flattened ? Layout.ofFlattened(weight) : Layout.of(weight);
      Operand<TFloat32> start = ops.constant(floats(ordered.values(), ordered.shape()));
      weights.put(weight.name(), variable(start, ordered.shape()));
    }
  }

  static TFloat32 floats(float[] values, long... shape) {
    return TFloat32.tensorOf(Shape.of(shape), DataBuffers.of(values));
  }

  static TInt32 ints(int... values) {
    return TInt32.tensorOf(Shape.of(values.length), DataBuffers.of(values));
  }

  Graph graph() {
    return graph;
  }

  Ops ops() {
    return ops;
  }

  /// The weights, in order.
  List<Variable<TFloat32>> all() {
    return List.copyOf(weights.values());
  }

  Variable<TFloat32> get(String name) {
    Variable<TFloat32> found = weights.get(name);
    if (found == null) {
      throw new IllegalArgumentException("there is no weight " + name);
    }
    return found;
  }

  /// A variable that is not a weight.
  Variable<TFloat32> variable(Operand<TFloat32> start, long... shape) {
    Variable<TFloat32> variable = ops.variable(Shape.of(shape), TFloat32.class);
    initial.add(ops.assign(variable, start));
    return variable;
  }

  /// The same, with zeros.
  Variable<TFloat32> zeros(Shape shape) {
    float[] values = new float[Math.toIntExact(shape.size())];
    long[] sizes = shape.asArray();
    return variable(ops.constant(floats(values, sizes)), sizes);
  }

  /// A session in which all variables have their first values.
  Session session(ConfigProto options) {
    Session session = new Session(graph, options);
    Session.Runner runner = session.runner();
    initial.forEach(runner::addTarget);
    runner.run();
    return session;
  }

  Operand<TInt32> sizes(int... sizes) {
    return ops.constant(sizes);
  }

  Operand<TFloat32> linear(Operand<TFloat32> x, String name) {
    return ops.nn.biasAdd(ops.linalg.matMul(x, get(name + ".weight")), get(name + ".bias"));
  }

  /// A filter without a bias.
  ///
  /// @param padding `VALID` for none, `SAME`
  Operand<TFloat32> filter(Operand<TFloat32> x, String name, long stride, String padding) {
    return ops.nn.conv2d(x, get(name + ".weight"), List.of(1L, stride, stride, 1L), padding);
  }

  Operand<TFloat32> batchNorm(Operand<TFloat32> x, String name) {
    return ops.nn
        .fusedBatchNorm(
            x,
            get(name + ".weight"),
            get(name + ".bias"),
            ops.constant(new float[0]),
            ops.constant(new float[0]),
            FusedBatchNorm.epsilon(1e-5f),
            FusedBatchNorm.isTraining(true))
        .y();
  }
}
