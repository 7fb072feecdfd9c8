package dev.adjoint.pipeline.network;

import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Tensor;
import java.util.Map;

/// Wraps a network for images with channels, and takes images without the axis of channels. Its
/// parameters have the names of the network's.
///
/// **Shapes**: x `[N, height, width]`.
///
/// @param network for images `[N, 1, height, width]`
public record GreyImages(Layer network) implements Layer {

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return network.forward(x.unsqueeze(1), pass);
  }

  @Override
  public Map<String, Object> parts() {
    return network.parts();
  }

  @Override
  public String toString() {
    return network.toString();
  }
}
