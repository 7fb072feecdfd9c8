package dev.adjoint.onnx.keras;

import static dev.adjoint.onnx.keras.KerasGraph.real;
import static dev.adjoint.onnx.keras.KerasGraph.whole;

import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.onnx.OnnxAttribute;
import dev.adjoint.onnx.keras.KerasGraph.Value;
import java.io.IOException;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Activation functions by name, and the layers that are activations.
final class ActivationRules {

  static final Map<String, KerasCall.Rule> RULES =
      Map.of(
          "Activation", call -> call.activated(call.x()),
          "ReLU", ActivationRules::relu,
          "LeakyReLU", ActivationRules::leaky,
          "ELU", call -> call.node("Elu", call.x().rank(), alpha(call, "alpha", 1), call.x()),
          "PReLU", ActivationRules::prelu,
          "Softmax", ActivationRules::softmax);

  private ActivationRules() {}

  /// The name of the function in a setting; `linear` where there is none.
  static String name(KerasLayer layer, String key) throws FormatException {
    JsonNode given = layer.config().path(key);
    JsonNode name = given.isObject() ? given.path("config") : given;
    if (given.isMissingNode() || given.isNull()) {
      return "linear";
    }
    if (!name.isString()) {
      throw layer.refuse("%s is %s; only functions with a name are read".formatted(key, given));
    }
    return name.asString();
  }

  static boolean isElementwise(String name) {
    return !name.endsWith("softmax");
  }

  static Value apply(KerasCall call, String name, Value x) throws IOException {
    return switch (name) {
      case "linear" -> x;
      case "relu" -> call.node("Relu", x);
      case "hard_sigmoid" ->
          call.node("HardSigmoid", x.rank(), Map.of("alpha", real(1 / 6.0), "beta", real(0.5)), x);
      case "relu6" -> call.node("Clip", x, call.number("zero", 0), call.number("six", 6));
      case "sigmoid" -> call.node("Sigmoid", x);
      case "tanh" -> call.node("Tanh", x);
      case "elu" -> call.node("Elu", x);
      case "selu" -> call.node("Selu", x);
      case "celu" -> call.node("Celu", x);
      case "softplus" -> call.node("Softplus", x);
      case "softsign" -> call.node("Softsign", x);
      case "exponential" -> call.node("Exp", x);
      case "silu", "swish" -> call.node("Mul", x, call.node("Sigmoid", x));
      case "mish" -> call.node("Mul", x, call.node("Tanh", call.node("Softplus", x)));
      case "hard_silu", "hard_swish" -> call.node("HardSwish", x);
      case "leaky_relu" -> call.node("LeakyRelu", x.rank(), Map.of("alpha", real(0.2)), x);
      case "gelu" -> gelu(call, x);
      case "softmax" -> call.node("Softmax", x.rank(), Map.of("axis", whole(-1)), x);
      case "log_softmax" -> call.node("LogSoftmax", x.rank(), Map.of("axis", whole(-1)), x);
      default ->
          throw call.layer()
              .refuse(
                  "the activation %s is unknown; use one of Keras, such as relu".formatted(name));
    };
  }

  /// `x·(1 + erf(x/√2))/2`.
  private static Value gelu(KerasCall call, Value x) {
    Value inner = call.node("Erf", call.node("Mul", x, call.number("root_half", Math.sqrt(0.5))));
    Value half = call.node("Mul", x, call.number("half", 0.5));
    return call.node("Mul", half, call.node("Add", inner, call.number("one", 1)));
  }

  private static Map<String, OnnxAttribute> alpha(KerasCall call, String key, double usual) {
    return Map.of("alpha", real(call.layer().real(key, usual)));
  }

  private static Value relu(KerasCall call) throws IOException {
    KerasLayer layer = call.layer();
    Value x = call.x();
    if (layer.real("threshold", 0) != 0) {
      throw layer.refuse("threshold is not 0, which is not supported");
    }
    Value y = call.node("LeakyRelu", x.rank(), alpha(call, "negative_slope", 0), x);
    float most = layer.real("max_value", Float.POSITIVE_INFINITY);
    return most < Float.POSITIVE_INFINITY ? call.node("Min", y, call.number("max_value", most)) : y;
  }

  private static Value leaky(KerasCall call) throws IOException {
    // Keras 2 has the name alpha.
    double slope = call.layer().real("negative_slope", call.layer().real("alpha", 0.3));
    return call.node("LeakyRelu", call.x().rank(), Map.of("alpha", real(slope)), call.x());
  }

  private static Value prelu(KerasCall call) throws IOException {
    Value x = call.x();
    return call.node("PRelu", x, call.weight("alpha", call.read("alpha", 0, x.rank() - 1)));
  }

  private static Value softmax(KerasCall call) throws IOException {
    JsonNode axis = call.layer().config().path("axis");
    if (!axis.isMissingNode() && !axis.isInt()) {
      throw call.layer().refuse("axis is %s but must be one integer".formatted(axis));
    }
    return call.node("Softmax", call.x().rank(), Map.of("axis", whole(axis.asInt(-1))), call.x());
  }
}
