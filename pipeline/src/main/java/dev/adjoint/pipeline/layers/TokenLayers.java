package dev.adjoint.pipeline.layers;

import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Sequential;
import dev.adjoint.tensor.LayerScope;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.Map;

/// Layers one after another that read tokens. Token 0 is padding: the layers that need it get the
/// mask `tokens ≠ 0`. The parameters are named as those of [Sequential].
///
/// **Shapes**: tokens `[N, T]`, I64; result that of the last layer.
///
/// @param all the layers
record TokenLayers(Sequential all) implements Layer {

  static TokenLayers of(List<Layer> layers) {
    return new TokenLayers(new Sequential(layers));
  }

  @Override
  public Tensor forward(Tensor tokens, Pass pass) {
    Tensor mask = tokens.notEqual(0);
    Tensor y = tokens;
    for (int i = 0; i < all.layers().size(); i++) {
      Layer layer = all.layers().get(i);
      Tensor input = y;
      y =
          LayerScope.in(
              Integer.toString(i),
              layer,
              () ->
                  layer instanceof MaskedLayer masked
                      ? masked.forward(input, mask, pass)
                      : layer.forward(input, pass));
    }
    return y;
  }

  @Override
  public Map<String, Object> parts() {
    return all.parts();
  }

  @Override
  public String toString() {
    return all.toString();
  }
}
