package dev.adjoint.pipeline.layers;

import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Initializer;
import dev.adjoint.nn.PureLayer;
import dev.adjoint.tensor.Tensor;
import java.util.random.RandomGenerator;

/// Adds a vector to each step, which depends on its position alone: `y[t] = x[t] + P[t]`. P starts
/// as normal numbers of deviation 0.02.
///
/// **Shapes**: x `[N, T, W]`, result the same.
///
/// @param positions P
record AddedPositions(Embedding positions) implements PureLayer {
  private static final Initializer SMALL = Initializer.normal(0, 0.02);

  static AddedPositions of(int steps, int width, RandomGenerator random) {
    return new AddedPositions(Embedding.of(steps, width, SMALL, random));
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.add(positions.forward(Tensor.arange(x.shape().size(1))));
  }
}
