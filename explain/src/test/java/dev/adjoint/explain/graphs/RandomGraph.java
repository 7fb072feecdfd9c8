package dev.adjoint.explain.graphs;

import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;

/// A small computation that a seed chooses: scalars, rows and matrices, values that are used more
/// than once, broadcasts, reductions, products of matrices. Every value flows into the loss.
///
/// Odd seeds compute in F64, even ones in F32. The choices depend on the seed and on shapes alone,
/// so the graph is the same each time it runs.
final class RandomGraph {

  private static final int LEAVES = 4;
  private static final int OPERATIONS = 9;

  private final long seed;
  private final List<Parameter> parameters = new ArrayList<>();
  private final Tensor input;

  RandomGraph(long seed) {
    this.seed = seed;
    Random random = new Random(seed);
    ElementType type = seed % 2 == 0 ? ElementType.F32 : ElementType.F64;
    int rows = 2 + random.nextInt(3);
    int columns = 2 + random.nextInt(3);
    IntFunction<Shape> shapes =
        kind ->
            switch (kind) {
              case 0 -> Shape.of();
              case 1 -> Shape.of(columns);
              case 2 -> Shape.of(rows, 1);
              default -> Shape.of(rows, columns);
            };
    for (int i = 0; i < LEAVES; i++) {
      Shape shape = shapes.apply(i < 2 ? 3 : random.nextInt(4));
      parameters.add(Parameter.of(Tensor.normal(type, shape, 0, 1, random)));
    }
    input = Tensor.normal(type, shapes.apply(3), 0, 1, random);
  }

  /// The forward and the backward pass.
  StepTrace trace() {
    return StepTrace.of(parameters, Map.of("x", input), this::loss);
  }

  private Tensor loss() {
    Random random = new Random(~seed);
    List<Tensor> values = new ArrayList<>();
    parameters.forEach(parameter -> values.add(parameter.value()));
    values.add(input);
    Set<Tensor> used = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < OPERATIONS; i++) {
      Tensor a = values.get(random.nextInt(values.size()));
      Tensor b = values.get(random.nextInt(values.size()));
      used.add(a);
      int operation = random.nextInt(20);
      if (operation < 9) {
        values.add(one(operation, a));
      } else {
        Tensor other = isBroadcast(a, b) ? b : a;
        used.add(other);
        values.add(two(operation, a, other));
      }
    }
    Tensor loss = Tensor.scalar(input.elementType(), 0.5);
    for (Tensor value : values) {
      if (!used.contains(value)) {
        loss = loss.add(value.shape().rank() == 0 ? value : value.mean());
      }
    }
    return loss;
  }

  private static boolean isBroadcast(Tensor a, Tensor b) {
    for (int axis = 1; axis <= Math.min(a.shape().rank(), b.shape().rank()); axis++) {
      int left = a.shape().size(a.shape().rank() - axis);
      int right = b.shape().size(b.shape().rank() - axis);
      if (left != right && left != 1 && right != 1) {
        return false;
      }
    }
    return true;
  }

  private static Tensor one(int operation, Tensor a) {
    int rank = a.shape().rank();
    return switch (operation) {
      case 0 -> a.tanh();
      case 1 -> a.relu();
      case 2 -> a.sigmoid();
      case 3 -> a.square();
      case 4 -> a.tanh().exp();
      case 5 -> rank == 0 ? a.negative() : a.sum(rank - 1);
      case 6 -> rank < 2 ? a.multiply(0.7) : a.mean(KeepAxes.YES, 0);
      case 7 -> rank == 0 ? a.add(1) : a.softmax(rank - 1);
      default -> rank < 2 ? a.square().add(1).sqrt() : a.transpose();
    };
  }

  private static Tensor two(int operation, Tensor a, Tensor b) {
    boolean areMatrices = a.shape().rank() == 2 && b.shape().rank() == 2;
    return switch (operation) {
      case 9, 10, 11 -> a.add(b);
      case 12, 13 -> a.subtract(b);
      case 14, 15, 16 -> a.multiply(b);
      case 17 -> a.divide(b.square().add(1));
      default ->
          areMatrices && a.shape().size(1) == b.shape().size(1)
              ? a.matmul(b.transpose())
              : a.multiply(b);
    };
  }
}
