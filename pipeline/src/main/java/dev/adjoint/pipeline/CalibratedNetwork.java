package dev.adjoint.pipeline;

import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.pipeline.folder.SavedModel;
import dev.adjoint.tensor.Tensor;

/// A classifier whose logits are divided by a temperature, see [Temperature].
///
/// @param network the classifier
/// @param temperature above 0
record CalibratedNetwork(Layer network, double temperature) implements Layer {

  /// The network whose outputs a model answers with: the trained one, or its calibrated form.
  static Layer of(SavedModel saved, Layer network) {
    return saved.temperature().isPresent()
        ? new CalibratedNetwork(network, saved.temperature().getAsDouble())
        : network;
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return network.forward(x, pass).divide(temperature);
  }
}
