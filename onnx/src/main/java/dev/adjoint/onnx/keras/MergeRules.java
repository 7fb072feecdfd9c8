package dev.adjoint.onnx.keras;

import static dev.adjoint.onnx.keras.KerasGraph.whole;

import dev.adjoint.onnx.keras.KerasGraph.Value;
import java.io.IOException;
import java.util.Map;

/// Layers with several inputs.
final class MergeRules {

  static final Map<String, KerasCall.Rule> RULES =
      Map.of(
          "Add", call -> all(call, "Sum"),
          "Average", call -> all(call, "Mean"),
          "Maximum", call -> all(call, "Max"),
          "Minimum", call -> all(call, "Min"),
          "Multiply", MergeRules::product,
          "Subtract", MergeRules::difference,
          "Concatenate", MergeRules::concatenated);

  private MergeRules() {}

  private static int rank(KerasCall call) throws IOException {
    int rank = 0;
    for (Value input : call.inputs()) {
      rank = Math.max(rank, input.rank());
    }
    if (rank == 0) {
      throw call.layer().refuse("it has no inputs");
    }
    return rank;
  }

  private static Value all(KerasCall call, String operator) throws IOException {
    return call.node(operator, rank(call), Map.of(), call.inputs().toArray(Value[]::new));
  }

  private static Value product(KerasCall call) throws IOException {
    int rank = rank(call);
    Value y = call.inputs().getFirst();
    for (Value next : call.inputs().subList(1, call.inputs().size())) {
      y = call.node("Mul", rank, Map.of(), y, next);
    }
    return y;
  }

  private static Value difference(KerasCall call) throws IOException {
    if (call.inputs().size() != 2) {
      throw call.layer().refuse("it has %d inputs but takes two".formatted(call.inputs().size()));
    }
    return all(call, "Sub");
  }

  private static Value concatenated(KerasCall call) throws IOException {
    int axis = call.layer().config().path("axis").asInt(-1);
    return call.node(
        "Concat", rank(call), Map.of("axis", whole(axis)), call.inputs().toArray(Value[]::new));
  }
}
