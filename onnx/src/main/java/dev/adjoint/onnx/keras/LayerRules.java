package dev.adjoint.onnx.keras;

import dev.adjoint.formats.FormatException;
import java.util.HashMap;
import java.util.Map;

/// A rule for each type of layer that is read.
final class LayerRules {

  private static final Map<String, KerasCall.Rule> RULES = new HashMap<>();

  static {
    RULES.putAll(CoreRules.RULES);
    RULES.putAll(ActivationRules.RULES);
    RULES.putAll(ConvolutionRules.RULES);
    RULES.putAll(PoolingRules.RULES);
    RULES.putAll(RecurrentRules.RULES);
    RULES.putAll(MergeRules.RULES);
    RULES.putAll(ShapeRules.RULES);
  }

  private LayerRules() {}

  static KerasCall.Rule rule(KerasLayer layer) throws FormatException {
    KerasCall.Rule rule = RULES.get(layer.type());
    if (rule == null) {
      throw layer.refuse(
          switch (layer.type()) {
            case "Lambda" -> "its computation is Python code, which is not run";
            case "Sequential", "Functional", "Model" ->
                "a network inside a network is not supported; save its layers one by one";
            default ->
                "this type of layer is not supported; write the model as ONNX with tf2onnx or model.export and read that";
          });
    }
    return rule;
  }
}
