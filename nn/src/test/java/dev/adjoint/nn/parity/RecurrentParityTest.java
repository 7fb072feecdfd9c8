package dev.adjoint.nn.parity;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.adjoint.nn.Gru;
import dev.adjoint.nn.GruCell;
import dev.adjoint.nn.GruOutput;
import dev.adjoint.nn.Lstm;
import dev.adjoint.nn.LstmCell;
import dev.adjoint.nn.LstmOutput;
import dev.adjoint.nn.LstmState;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.BackwardMode;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.parity.ParityCase;
import dev.adjoint.tensor.parity.Tolerance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class RecurrentParityTest {

  @TestFactory
  Stream<DynamicTest> sequencesHaveTheValuesAndTheGradientsOfPyTorch() {
    return ParityCase.stored(getClass(), "recurrent.jsonl").stream()
        .map(one -> dynamicTest(one.name(), () -> check(one)));
  }

  private static void check(ParityCase expected) {
    if (expected.operation().equals("gru")) {
      gru(expected);
    } else {
      lstm(expected);
    }
  }

  private static void gru(ParityCase expected) {
    List<Parameter> all = expected.inputs().stream().map(Parameter::of).toList();
    boolean bias = !expected.attributes().path("bias").isBoolean();
    List<GruCell> cells = new ArrayList<>();
    List<Tensor> states = new ArrayList<>();
    for (int i = 2; i < all.size(); i += bias ? 4 : 2) {
      cells.add(
          new GruCell(
              all.get(i),
              all.get(i + 1),
              bias ? Optional.of(all.get(i + 2)) : Optional.empty(),
              bias ? Optional.of(all.get(i + 3)) : Optional.empty()));
      states.add(all.get(1).value().select(0, states.size()));
    }
    Gru layer =
        new Gru(
            cells,
            expected.attributes().path("batch_first").asBoolean(false),
            expected.attributes().path("bidirectional").asBoolean(false),
            0);
    GruOutput y = layer.run(all.getFirst().value(), states, Pass.INFERENCE);
    requireAll(expected, all, y.output(), y.hidden());
  }

  private static void lstm(ParityCase expected) {
    List<Parameter> all = expected.inputs().stream().map(Parameter::of).toList();
    boolean bias = !expected.attributes().path("bias").isBoolean();
    List<Parameter> weights = all.subList(3, all.size());
    boolean isProjected = expected.attributes().path("proj_size").isNumber();
    int each = (bias ? 4 : 2) + (isProjected ? 1 : 0);
    List<LstmCell> cells = new ArrayList<>();
    List<LstmState> states = new ArrayList<>();
    for (int i = 0; i < weights.size(); i += each) {
      cells.add(
          new LstmCell(
              weights.get(i),
              weights.get(i + 1),
              bias ? Optional.of(weights.get(i + 2)) : Optional.empty(),
              bias ? Optional.of(weights.get(i + 3)) : Optional.empty(),
              isProjected ? Optional.of(weights.get(i + each - 1)) : Optional.empty()));
      states.add(
          new LstmState(
              all.get(1).value().select(0, i / each), all.get(2).value().select(0, i / each)));
    }
    Lstm layer =
        new Lstm(
            cells,
            expected.attributes().path("batch_first").asBoolean(false),
            expected.attributes().path("bidirectional").asBoolean(false),
            0);
    LstmOutput y = layer.run(all.getFirst().value(), states, Pass.INFERENCE);
    requireAll(expected, all, y.output(), y.hidden(), y.cell());
  }

  private static void requireAll(ParityCase expected, List<Parameter> all, Tensor... outputs) {
    Tensor loss = Tensor.scalar(outputs[0].elementType(), 0);
    for (int i = 0; i < outputs.length; i++) {
      Tolerance.SUMS.assertOutput(expected.name(), outputs[i], expected.outputs().get(i));
      loss = loss.add(outputs[i].multiply(expected.incoming().get(i).orElseThrow()).sum());
    }
    Tensor[] leaves = all.stream().map(Parameter::value).toArray(Tensor[]::new);
    Tensor[] recorded = Gradients.of(loss, BackwardMode.CREATE_GRAPH, leaves);
    loss.backward();
    for (int i = 0; i < leaves.length; i++) {
      Tensor gradient = expected.gradients().get(i).orElseThrow();
      Tolerance.SUMS.assertGradient("gradient of input " + i, all.get(i).gradient(), gradient);
      Tolerance.SUMS.assertGradient("recorded gradient " + i, recorded[i], gradient);
    }
  }
}
