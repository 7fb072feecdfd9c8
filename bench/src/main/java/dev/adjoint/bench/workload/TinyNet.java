package dev.adjoint.bench.workload;

import dev.adjoint.nn.Linear;
import dev.adjoint.nn.PureLayer;
import dev.adjoint.tensor.Tensor;

/// W1: two inputs, two hidden units, one output. Nearly all of its cost is not arithmetic.
record TinyNet(Linear fc1, Linear fc2) implements PureLayer {

  static TinyNet of(DrawnWeights weights) {
    return new TinyNet(weights.linear(2, 2), weights.linear(2, 1));
  }

  @Override
  public Tensor forward(Tensor x) {
    return fc2.forward(fc1.forward(x).relu());
  }
}
