package dev.adjoint.pipeline.network;

import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Sequential;
import dev.adjoint.tensor.LayerScope;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/// The sum of a linear layer and other layers: `y = wide(x) + deep(x)`.
///
/// **Shapes**: x `[N, in]`, result `[N, out]`. The parameters are `wide.weight`, `deep.0.weight`,
/// `deep.0.bias` and so on.
///
/// @param wide the linear layer, without a bias, because `deep` ends with one
/// @param deep the other layers
public record WideDeepLayer(Linear wide, Sequential deep) implements Layer {

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Tensor straight = LayerScope.in("wide", wide, () -> wide.forward(x));
    Tensor curved = LayerScope.in("deep", deep, () -> deep.forward(x, pass));
    return straight.add(curved);
  }

  @Override
  public Map<String, Object> parts() {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("wide", wide);
    parts.put("deep", deep);
    return parts;
  }

  /// Both paths with their layers.
  @Override
  public String toString() {
    return "WideDeep(\n  (wide) %s\n  (deep) %s\n)"
        .formatted(wide, deep.toString().replace("\n", "\n  "));
  }
}
