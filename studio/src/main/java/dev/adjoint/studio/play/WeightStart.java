package dev.adjoint.studio.play;

import dev.adjoint.nn.Initializer;
import dev.adjoint.nn.Linear;
import java.util.random.RandomGenerator;

/// How the weights of a network are initialised.
public enum WeightStart {
  /// PyTorch's default of a linear layer: weight and bias uniform within ±1/√in.
  PYTORCH,
  /// Kaiming uniform with the gain of ReLU; biases 0.
  KAIMING,
  /// Xavier uniform; biases 0.
  XAVIER,
  /// Orthogonal; biases 0.
  ORTHOGONAL,
  /// Normal with standard deviation 1, too large for wide layers; biases 0.
  NORMAL,
  /// Zeros, which keep all units of a layer equal.
  ZERO;

  Linear layer(int in, int out, RandomGenerator random) {
    return switch (this) {
      case PYTORCH -> Linear.of(in, out, random);
      case KAIMING -> Linear.of(in, out, Initializer.kaimingUniform(), random);
      case XAVIER -> Linear.of(in, out, Initializer.xavierUniform(), random);
      case ORTHOGONAL -> Linear.of(in, out, Initializer.orthogonal(), random);
      case NORMAL -> Linear.of(in, out, Initializer.normal(0, 1), random);
      case ZERO -> Linear.of(in, out, Initializer.constant(0), random);
    };
  }
}
