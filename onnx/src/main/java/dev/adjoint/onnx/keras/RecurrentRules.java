package dev.adjoint.onnx.keras;

import static dev.adjoint.onnx.keras.KerasGraph.list;
import static dev.adjoint.onnx.keras.KerasGraph.text;
import static dev.adjoint.onnx.keras.KerasGraph.whole;

import dev.adjoint.formats.onnx.OnnxAttribute;
import dev.adjoint.onnx.keras.KerasGraph.Value;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Recurrent layers. Keras has the batch first and kernels `[in, gates·units]`; ONNX has the time
/// first, kernels `[gates·units, in]` and the gates in another order.
final class RecurrentRules {

  static final Map<String, KerasCall.Rule> RULES =
      Map.of(
          "LSTM", call -> alone(call, Kind.LSTM),
          "GRU", call -> alone(call, Kind.GRU),
          "SimpleRNN", call -> alone(call, Kind.RNN),
          "Bidirectional", RecurrentRules::both);

  /// A kind of cell: for each gate of ONNX its position in Keras.
  private enum Kind {
    RNN(0),
    /// Update, reset, new in both.
    GRU(0, 1, 2),
    /// Keras has input, forget, cell, output; ONNX input, output, forget, cell.
    LSTM(0, 3, 1, 2);

    private final int[] order;

    Kind(int... order) {
      this.order = order;
    }
  }

  /// The weights of one direction, in the order of ONNX.
  private record Direction(Tensor kernel, Tensor recurrence, Tensor bias) {}

  private RecurrentRules() {}

  private static Value alone(KerasCall call, Kind kind) throws IOException {
    Direction one = direction(call, call.layer(), kind, "cell");
    boolean backwards = call.layer().flag("go_backwards", false);
    if (backwards && call.layer().flag("return_sequences", false)) {
      throw call.layer().refuse("go_backwards with return_sequences is not supported");
    }
    return run(call, call.layer(), kind, backwards ? "reverse" : "forward", List.of(one));
  }

  private static Value both(KerasCall call) throws IOException {
    KerasLayer layer = call.layer();
    KerasLayer inner = KerasLayer.of(layer.file(), layer.config().path("layer"));
    Kind kind =
        switch (inner.type()) {
          case "LSTM" -> Kind.LSTM;
          case "GRU" -> Kind.GRU;
          case "SimpleRNN" -> Kind.RNN;
          default -> throw layer.refuse("its layer is %s".formatted(inner.type()));
        };
    String mode = layer.text("merge_mode", "concat");
    if (!mode.equals("concat")) {
      throw layer.refuse("merge_mode is %s but must be concat".formatted(mode));
    }
    List<Direction> directions =
        List.of(
            direction(call, inner, kind, "forward_layer/cell"),
            direction(call, inner, kind, "backward_layer/cell"));
    return run(call, inner, kind, "bidirectional", directions);
  }

  private static Direction direction(KerasCall call, KerasLayer inner, Kind kind, String inside)
      throws IOException {
    KerasLayer layer = call.layer();
    for (String setting : List.of("return_state", "stateful")) {
      if (inner.flag(setting, false)) {
        throw layer.refuse("%s is not supported".formatted(setting));
      }
    }
    Tensor kernel = call.weights().read(layer, inside, "kernel", 0, 2);
    Tensor recurrence = call.weights().read(layer, inside, "recurrent_kernel", 1, 2);
    int units = recurrence.shape().size(0);
    if (kernel.shape().size(1) != units * kind.order.length
        || recurrence.shape().size(1) != units * kind.order.length) {
      throw layer.refuse(
          "the weights %s and %s do not fit %d gates"
              .formatted(kernel.shape(), recurrence.shape(), kind.order.length));
    }
    Tensor zeros = Tensor.zeros(units * kind.order.length);
    Tensor[] biases = {zeros, zeros};
    if (inner.flag("use_bias", true)) {
      boolean two = kind == Kind.GRU && inner.flag("reset_after", true);
      Tensor bias = call.weights().read(layer, inside, "bias", 2, two ? 2 : 1);
      biases[0] = gates(two ? bias.select(0, 0) : bias, kind, units);
      biases[1] = two ? gates(bias.select(0, 1), kind, units) : zeros;
    }
    return new Direction(
        gates(kernel, kind, units).transpose(0, 1),
        gates(recurrence, kind, units).transpose(0, 1),
        Tensor.concat(0, biases));
  }

  /// The parts of the last axis in the order of ONNX.
  private static Tensor gates(Tensor x, Kind kind, int units) {
    List<Tensor> parts = new ArrayList<>();
    for (int gate : kind.order) {
      parts.add(x.slice(-1, gate * units, (gate + 1) * units));
    }
    return Tensor.concat(-1, parts.toArray(Tensor[]::new));
  }

  private static Value run(
      KerasCall call, KerasLayer inner, Kind kind, String direction, List<Direction> directions)
      throws IOException {
    Value x = call.node("Transpose", 3, Map.of("perm", list(1, 0, 2)), call.x(3));
    int units = directions.getFirst().recurrence().shape().size(1);
    Map<String, OnnxAttribute> attributes = new LinkedHashMap<>();
    attributes.put("hidden_size", whole(units));
    attributes.put("direction", text(direction));
    attributes.put("activations", functions(call, inner, kind, directions.size()));
    if (kind == Kind.GRU) {
      attributes.put("linear_before_reset", whole(inner.flag("reset_after", true) ? 1 : 0));
    }
    List<Value> results =
        call.graph()
            .nodes(
                call.layer(),
                kind.name(),
                2,
                4,
                attributes,
                x,
                stacked(call, "kernel", directions.stream().map(Direction::kernel).toList()),
                stacked(
                    call,
                    "recurrent_kernel",
                    directions.stream().map(Direction::recurrence).toList()),
                stacked(call, "bias", directions.stream().map(Direction::bias).toList()));
    if (inner.flag("return_sequences", false)) {
      // [time, direction, batch, units]
      Value y = call.node("Transpose", 4, Map.of("perm", list(2, 0, 1, 3)), results.getFirst());
      return call.node("Reshape", 3, Map.of(), y, call.wholes("shape", 0, 0, -1));
    }
    // [direction, batch, units]
    Value last = new Value(results.get(1).name(), 3);
    Value y = call.node("Transpose", 3, Map.of("perm", list(1, 0, 2)), last);
    return call.node("Reshape", 2, Map.of(), y, call.wholes("shape", 0, -1));
  }

  private static Value stacked(KerasCall call, String part, List<Tensor> directions) {
    return call.weight(part, Tensor.stack(0, directions.toArray(Tensor[]::new)));
  }

  /// The functions of the gates, of the new value and, in an LSTM, of the cell.
  private static OnnxAttribute functions(
      KerasCall call, KerasLayer inner, Kind kind, int directions) throws IOException {
    String activation = function(call, inner, "activation", "tanh");
    String gate = function(call, inner, "recurrent_activation", "sigmoid");
    List<String> one =
        switch (kind) {
          case RNN -> List.of(activation);
          case GRU -> List.of(gate, activation);
          case LSTM -> List.of(gate, activation, activation);
        };
    List<String> all = new ArrayList<>();
    for (int i = 0; i < directions; i++) {
      all.addAll(one);
    }
    return new OnnxAttribute.Texts(all);
  }

  private static String function(KerasCall call, KerasLayer inner, String key, String usual)
      throws IOException {
    String name = inner.config().has(key) ? ActivationRules.name(inner, key) : usual;
    return switch (name) {
      case "tanh" -> "Tanh";
      case "sigmoid" -> "Sigmoid";
      case "relu" -> "Relu";
      case "softsign" -> "Softsign";
      case "softplus" -> "Softplus";
      default ->
          throw call.layer()
              .refuse(
                  "%s is %s; tanh, sigmoid, relu, softsign and softplus are supported"
                      .formatted(key, name));
    };
  }
}
