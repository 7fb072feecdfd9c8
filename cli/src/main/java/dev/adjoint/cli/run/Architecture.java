package dev.adjoint.cli.run;

import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.Initializer;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Sequential;
import dev.adjoint.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// A multilayer perceptron by its sizes.
///
/// @param inputs the shape of one sample
/// @param hidden the widths of the hidden layers, possibly none
/// @param activation after each hidden layer
/// @param dropout the probability of dropout after each activation, 0 for none
/// @param outputs the number of classes, or 1
public record Architecture(
    Shape inputs, List<Integer> hidden, Activation activation, double dropout, int outputs) {

  /// The network with initial weights: Kaiming uniform for the hidden layers, PyTorch's for the
  /// last.
  Sequential build(RandomGenerator random) {
    List<Layer> layers = new ArrayList<>();
    if (inputs.rank() > 1) {
      layers.add(new Flatten());
    }
    int width = inputs.count();
    for (int next : hidden) {
      layers.add(Linear.of(width, next, Initializer.kaimingUniform(), random));
      layers.add(activation);
      if (dropout > 0) {
        layers.add(new Dropout(dropout));
      }
      width = next;
    }
    layers.add(Linear.of(width, outputs, random));
    return new Sequential(layers);
  }
}
