package dev.adjoint.models;

import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Sequential;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// The multilayer perceptron: linear layers with an activation and dropout between them. The names
/// are those of torchvision's `MLP`: `0.weight`, `3.weight` and so on, three positions for each
/// hidden layer.
public final class Mlp {

  private Mlp() {}

  /// A perceptron with PyTorch's initial values.
  ///
  /// **Shapes**: x `[…, first size]`, result `[…, last size]`.
  ///
  /// @param sizes of the input, of the hidden layers and of the output, at least two numbers
  /// @param activation after each hidden layer
  /// @param dropout the probability of setting an element to zero after each hidden layer, in [0,
  ///   1)
  /// @throws IllegalArgumentException if there are fewer than two sizes
  public static Sequential of(
      List<Integer> sizes, Activation activation, double dropout, RandomGenerator random) {
    if (sizes.size() < 2) {
      throw new IllegalArgumentException(
          "mlp: the sizes are %s but must be at least two, of the input and of the output; add the missing size"
              .formatted(sizes));
    }
    List<Layer> layers = new ArrayList<>();
    for (int i = 1; i < sizes.size(); i++) {
      layers.add(Linear.of(sizes.get(i - 1), sizes.get(i), random));
      if (i < sizes.size() - 1) {
        layers.add(activation);
        layers.add(new Dropout(dropout));
      }
    }
    return new Sequential(layers);
  }
}
