package dev.adjoint.bench.workload;

import dev.adjoint.nn.Linear;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Optional;

/// The initial weights of one workload, handed out in its order: tensor k, constant ones counted
/// too, is drawn from the seed `workload · 10⁶ + k`.
final class Weights {

  private final long workload;
  private int drawn;

  Weights(int workload) {
    this.workload = workload;
  }

  /// Numbers in `±bound`.
  Parameter uniform(double bound, int... sizes) {
    Shape shape = Shape.of(sizes);
    long seed = workload * 1_000_000 + drawn++;
    return Parameter.of(
        Tensor.of(SplitMix.uniform(seed, Math.toIntExact(shape.count()), bound), shape));
  }

  /// One number everywhere.
  Parameter constant(double value, int... sizes) {
    drawn++;
    return Parameter.of(Tensor.full(ElementType.F32, Shape.of(sizes), value));
  }

  /// Weight and bias in `±1/√in`.
  Linear linear(int in, int out) {
    double bound = 1 / Math.sqrt(in);
    Parameter weight = uniform(bound, out, in);
    return new Linear(weight, Optional.of(uniform(bound, out)));
  }
}
