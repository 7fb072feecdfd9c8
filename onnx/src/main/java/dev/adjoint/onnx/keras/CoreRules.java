package dev.adjoint.onnx.keras;

import static dev.adjoint.onnx.keras.KerasGraph.real;
import static dev.adjoint.onnx.keras.KerasGraph.whole;

import dev.adjoint.formats.onnx.OnnxType;
import dev.adjoint.onnx.keras.KerasGraph.Value;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Dense layers, embeddings, normalizations and dropout.
final class CoreRules {

  static final Map<String, KerasCall.Rule> RULES =
      Map.ofEntries(
          Map.entry("Dense", CoreRules::dense),
          Map.entry("Embedding", CoreRules::embedding),
          Map.entry("BatchNormalization", CoreRules::batchNorm),
          Map.entry("LayerNormalization", CoreRules::layerNorm),
          Map.entry("Rescaling", CoreRules::rescaling),
          Map.entry("Dropout", CoreRules::dropout),
          // These act in training only, and here not even then.
          Map.entry("SpatialDropout1D", CoreRules::same),
          Map.entry("SpatialDropout2D", CoreRules::same),
          Map.entry("GaussianNoise", CoreRules::same),
          Map.entry("GaussianDropout", CoreRules::same),
          Map.entry("AlphaDropout", CoreRules::same),
          Map.entry("ActivityRegularization", CoreRules::same));

  private CoreRules() {}

  private static Value same(KerasCall call) throws IOException {
    return call.node("Identity", call.x());
  }

  private static Value dense(KerasCall call) throws IOException {
    Value kernel = call.weight("kernel", call.read("kernel", 0, 2));
    return call.activated(call.biased(call.node("MatMul", call.x(), kernel), 1));
  }

  private static Value embedding(KerasCall call) throws IOException {
    if (call.layer().flag("mask_zero", false)) {
      throw call.layer().refuse("mask_zero hides steps, and masks are not supported");
    }
    Value x = call.x();
    Value ids = call.node("Cast", x.rank(), Map.of("to", whole(OnnxType.INT64.code())), x);
    Value table = call.weight("embeddings", call.read("embeddings", 0, 2));
    return call.node("Gather", x.rank() + 1, Map.of(), table, ids);
  }

  private static Value batchNorm(KerasCall call) throws IOException {
    KerasLayer layer = call.layer();
    Value x = call.x();
    int axis = axis(call, x);
    if (axis != x.rank() - 1 && axis != 1) {
      throw layer.refuse("axis is %d but must be the second or the last one".formatted(axis));
    }
    boolean last = axis == x.rank() - 1 && x.rank() > 2;
    boolean scale = layer.flag("scale", true);
    boolean center = layer.flag("center", true);
    int before = (scale ? 1 : 0) + (center ? 1 : 0);
    Tensor mean = call.read("moving_mean", before, 1);
    Tensor gamma = scale ? call.read("gamma", 0, 1) : Tensor.onesLike(mean);
    Tensor beta = center ? call.read("beta", before - 1, 1) : Tensor.zerosLike(mean);
    Value y =
        call.node(
            "BatchNormalization",
            x.rank(),
            Map.of(
                "epsilon", real(layer.real("epsilon", 1e-3)),
                "momentum", real(layer.real("momentum", 0.99))),
            last ? call.graph().channelsFirst(layer, x) : x,
            call.weight("gamma", gamma),
            call.weight("beta", beta),
            call.weight("moving_mean", mean),
            call.weight("moving_variance", call.read("moving_variance", before + 1, 1)));
    return last ? call.graph().channelsLast(layer, y) : y;
  }

  /// The setting `axis`, a number or a list of one, counted from the first axis.
  private static int axis(KerasCall call, Value x) throws IOException {
    JsonNode given = call.layer().config().path("axis");
    JsonNode one = given.isArray() && given.size() == 1 ? given.get(0) : given;
    if (!one.isMissingNode() && !one.isInt()) {
      throw call.layer().refuse("axis is %s but must be one integer".formatted(given));
    }
    return Math.floorMod(one.asInt(-1), x.rank());
  }

  private static Value layerNorm(KerasCall call) throws IOException {
    KerasLayer layer = call.layer();
    Value x = call.x();
    if (axis(call, x) != x.rank() - 1 || layer.flag("rms_scaling", false)) {
      throw layer.refuse("only the last axis without rms_scaling is supported");
    }
    boolean scale = layer.flag("scale", true);
    boolean center = layer.flag("center", true);
    Optional<Tensor> gamma = scale ? Optional.of(call.read("gamma", 0, 1)) : Optional.empty();
    Optional<Tensor> beta =
        center ? Optional.of(call.read("beta", scale ? 1 : 0, 1)) : Optional.empty();
    if (gamma.isEmpty() && beta.isEmpty()) {
      throw layer.refuse("it has neither scale nor center, which is not supported");
    }
    Tensor one = gamma.orElseGet(() -> Tensor.onesLike(beta.orElseThrow()));
    Tensor zero = beta.orElseGet(() -> Tensor.zerosLike(one));
    return call.node(
        "LayerNormalization",
        x.rank(),
        Map.of("axis", whole(-1), "epsilon", real(layer.real("epsilon", 1e-3))),
        x,
        call.weight("gamma", one),
        call.weight("beta", zero));
  }

  private static Value rescaling(KerasCall call) throws IOException {
    Value scaled = call.node("Mul", call.x(), call.number("scale", call.layer().real("scale", 1)));
    return call.node("Add", scaled, call.number("offset", call.layer().real("offset", 0)));
  }

  private static Value dropout(KerasCall call) throws IOException {
    return call.node("Dropout", call.x(), call.number("rate", call.layer().real("rate", 0.5)));
  }
}
