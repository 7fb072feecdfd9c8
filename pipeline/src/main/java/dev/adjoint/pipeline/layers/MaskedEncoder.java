package dev.adjoint.pipeline.layers;

import dev.adjoint.nn.Pass;
import dev.adjoint.nn.TransformerEncoder;
import dev.adjoint.tensor.Tensor;
import java.util.Map;

/// A transformer's encoder whose attention does not see padding.
///
/// @param encoder its layers
record MaskedEncoder(TransformerEncoder encoder) implements MaskedLayer {

  @Override
  public Tensor forward(Tensor x, Tensor mask, Pass pass) {
    return encoder.forward(x, mask.unsqueeze(1).unsqueeze(1), pass);
  }

  @Override
  public Map<String, Object> parts() {
    return encoder.parts();
  }

  @Override
  public String toString() {
    return encoder.toString();
  }
}
