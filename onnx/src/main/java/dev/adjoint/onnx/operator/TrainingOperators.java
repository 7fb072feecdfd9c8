package dev.adjoint.onnx.operator;

import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// One step of an optimizer, as a node. Inputs are the rate, the number of steps before, then all
/// values, all gradients, and all states; the outputs are the new values, then the new states.
final class TrainingOperators {

  static final List<OperatorRow> ROWS =
      List.of(
          new OperatorRow(
              OperatorTable.TRAINING, "Adam", call -> run(call, 2, TrainingOperators::adam)),
          new OperatorRow(
              OperatorTable.TRAINING, "Adagrad", call -> run(call, 1, TrainingOperators::adagrad)),
          new OperatorRow(
              OperatorTable.TRAINING,
              "Momentum",
              call -> run(call, 1, TrainingOperators::momentum)));

  private interface Rule {
    /// The new value and the new states.
    Tensor[] of(NodeCall call, double rate, long step, Tensor x, Tensor g, Tensor... states);
  }

  private TrainingOperators() {}

  private static List<OnnxValue> run(NodeCall call, int states, Rule rule) {
    int count = (call.inputs() - 2) / (2 + states);
    double rate = call.real(0, 0);
    long step = call.whole(1, 0);
    Tensor[][] results = new Tensor[count][];
    for (int i = 0; i < count; i++) {
      Tensor[] before = new Tensor[states];
      for (int s = 0; s < states; s++) {
        before[s] = call.tensor(2 + (2 + s) * count + i);
      }
      Tensor x = call.tensor(2 + i);
      Tensor g = call.tensor(2 + count + i);
      results[i] = rule.of(call, rate, step, x, g, before);
    }
    List<OnnxValue> outputs = new ArrayList<>();
    for (int part = 0; part <= states; part++) {
      for (int i = 0; i < count; i++) {
        outputs.add(OnnxValue.of(call.type(2 + i), results[i][part]));
      }
    }
    return outputs;
  }

  private static Tensor decayed(NodeCall call, Tensor x, Tensor g) {
    return g.add(x.multiply(call.real("norm_coefficient", 0)));
  }

  private static Tensor[] adam(
      NodeCall call, double rate, long step, Tensor x, Tensor g, Tensor... states) {
    double alpha = call.real("alpha", 0.9);
    double beta = call.real("beta", 0.999);
    Tensor gradient = decayed(call, x, g);
    Tensor mean = states[0].multiply(alpha).add(gradient.multiply(1 - alpha));
    Tensor square = states[1].multiply(beta).add(gradient.square().multiply(1 - beta));
    double corrected =
        step > 0
            ? rate
                * Math.sqrt(1 - Math.pow(beta, (double) step))
                / (1 - Math.pow(alpha, (double) step))
            : rate;
    Tensor size = square.sqrt().add(call.real("epsilon", 1e-6));
    Tensor moved = x.subtract(mean.divide(size).multiply(corrected));
    double after = 1 - call.real("norm_coefficient_post", 0);
    return new Tensor[] {moved.multiply(after), mean, square};
  }

  private static Tensor[] adagrad(
      NodeCall call, double rate, long step, Tensor x, Tensor g, Tensor... states) {
    double slower = rate / (1 + step * call.real("decay_factor", 0));
    Tensor gradient = decayed(call, x, g);
    Tensor sum = states[0].add(gradient.square());
    Tensor size = sum.sqrt().add(call.real("epsilon", 1e-6));
    return new Tensor[] {x.subtract(gradient.divide(size).multiply(slower)), sum};
  }

  private static Tensor[] momentum(
      NodeCall call, double rate, long step, Tensor x, Tensor g, Tensor... states) {
    double alpha = call.real("alpha", 0);
    double beta = step > 0 ? call.real("beta", 1) : 1;
    Tensor gradient = decayed(call, x, g);
    Tensor velocity = states[0].multiply(alpha).add(gradient.multiply(beta));
    Tensor move =
        call.text("mode", "standard").equals("nesterov")
            ? gradient.add(velocity.multiply(alpha))
            : velocity;
    return new Tensor[] {x.subtract(move.multiply(rate)), velocity};
  }
}
