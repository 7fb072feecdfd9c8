package dev.adjoint.pipeline.attribution;

import dev.adjoint.data.RandomStream;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.pipeline.folder.SavedModel;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// The network of a run with random weights, with which an attribution is compared.
///
/// Training begins with these weights, except for matrices that it begins with zeros: they are
/// drawn, too, because a network whose output is 0 for every sample has no attribution.
final class RandomWeights {

  private RandomWeights() {}

  static Layer of(SavedModel saved) {
    Layer network = saved.randomNetwork();
    RandomGenerator random = RandomStream.of(saved.settings().seed(), "attribution");
    for (Parameter parameter : Parameters.of(network).byName().values()) {
      Tensor value = parameter.value();
      if (value.shape().rank() > 1 && isZero(value)) {
        parameter.replace(drawn(value, random));
      }
    }
    return network;
  }

  private static boolean isZero(Tensor value) {
    return Arrays.stream(value.toDoubleArray()).allMatch(each -> each == 0);
  }

  /// Uniform within ±1/√(inputs), as for linear layers.
  private static Tensor drawn(Tensor value, RandomGenerator random) {
    Shape shape = value.shape();
    double bound = 1 / Math.sqrt((double) shape.count() / shape.size(0));
    return Tensor.uniform(shape, -bound, bound, random).to(value.elementType());
  }
}
