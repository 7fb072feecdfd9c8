package dev.adjoint.explain.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.explain.trace.TracedModels;
import dev.adjoint.explain.trace.TracedUpdate;
import dev.adjoint.explain.why.NumericSeal;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LedgerTest {

  static Stream<Supplier<TracedModels>> models() {
    return Stream.of(
        TracedModels::lesson,
        TracedModels::perceptron,
        TracedModels::convolutional,
        TracedModels::recurrent,
        TracedModels::transformer);
  }

  @ParameterizedTest
  @MethodSource("models")
  void noDifferenceOfTheLossContradictsTheLedgerOfAnyModel(Supplier<TracedModels> model) {
    Ledger ledger = Ledger.of(model.get().step(new Adam(0.01)));
    assertThat(ledger.slope().verdict()).isEqualTo(NumericSeal.Verdict.AGREES);
    assertThat(ledger.bend().verdict()).isEqualTo(NumericSeal.Verdict.AGREES);
    assertThat(ledger.promise()).isNegative();
    assertThat(ledger.promise() + ledger.curvature() + ledger.remainder())
        .isCloseTo(ledger.real(), within(1e-12));
    assertThat(ledger.stepped().orElseThrow())
        .isCloseTo(ledger.real(), within(1e-4 * Math.abs(ledger.before()) + 1e-6));
  }

  @Test
  void plainDescentPromisesTheRateTimesTheSquaredGradient() {
    StepTrace trace = TracedModels.perceptron().step(new Sgd(0.05));
    Ledger ledger = Ledger.of(trace);
    assertThat(ledger.lines()).hasSize(4);
    for (Ledger.Line line : ledger.lines()) {
      assertThat(line.promise()).isCloseTo(-0.05 * line.gradient() * line.gradient(), within(1e-7));
      assertThat(line.change()).isCloseTo(0.05 * line.gradient(), within(1e-6));
    }
  }

  private static StepTrace parabola(double rate) {
    Parameter x = Parameter.of(Tensor.of(ElementType.F64, 1.0));
    return StepTrace.of(
        List.of(x),
        Optimizer.of(List.of(x), new Sgd(rate)),
        Map.of(),
        () -> x.value().square().sum());
  }

  @Test
  void theBestPartOfAStepOnAParabolaIsThatOfItsLowestPoint() {
    // x = 1, f = x²: the step is −2η, the promise −4η, the curvature 4η², and 1 / 2η steps are
    // best.
    Ledger ledger = Ledger.of(parabola(0.8));
    assertThat(ledger.promise()).isCloseTo(-3.2, within(1e-12));
    assertThat(ledger.curvature()).isCloseTo(2.56, within(1e-12));
    assertThat(ledger.remainder()).isCloseTo(0, within(1e-12));
    assertThat(ledger.bestPart().orElseThrow()).isCloseTo(0.625, within(1e-12));
    assertThat(Ledger.of(parabola(0.1)).bestPart().orElseThrow()).isCloseTo(5, within(1e-12));
  }

  private static StepTrace smooth(Random random) {
    Layer model =
        Parameters.copyOf(
            Sequential.of(Linear.of(3, 6, random), Activation.TANH, Linear.of(6, 4, random)),
            ElementType.F64);
    Tensor x = Tensor.normal(ElementType.F64, Shape.of(5, 3), 0, 1, random);
    Tensor t = Tensor.of(0L, 3, 1, 2, 0);
    return StepTrace.of(
        model,
        Map.of("input", x, "target", t),
        () -> new CrossEntropyLoss().of(model.forward(x, Pass.INFERENCE), t));
  }

  @Test
  void theErrorOfPromiseAndCurvatureFallsAsTheCubeOfAChangeOfAllWeights() {
    long seed = 41;
    Random random = new Random(seed);
    StepTrace trace = smooth(random);
    int cubes = 0;
    double ofWhole = 0;
    double ofHalf = 0;
    for (int i = 0; i < 100; i++) {
      Map<String, Tensor> whole = new LinkedHashMap<>();
      Map<String, Tensor> half = new LinkedHashMap<>();
      for (String name : List.of("0.weight", "0.bias", "2.weight", "2.bias", "input")) {
        Tensor change =
            Tensor.normal(ElementType.F64, trace.value(name).value().shape(), 0, 0.01, random);
        whole.put(name, change);
        half.put(name, change.multiply(0.5));
      }
      double large = Math.abs(Ledger.of(trace, whole).remainder());
      double small = Math.abs(Ledger.of(trace, half).remainder());
      cubes += large / small > 7 && large / small < 9 ? 1 : 0;
      ofWhole += large;
      ofHalf += small;
    }
    // Where the third derivative nearly vanishes, the fourth decides, and the ratio is another.
    assertThat(cubes).as("seed %d", seed).isGreaterThan(70);
    assertThat(ofWhole / ofHalf).as("seed %d", seed).isCloseTo(8, within(0.4));
  }

  private record Wrong() implements Operation {
    @Override
    public Applied apply(Tensor... in) {
      return Applied.of(in[0].square(), g -> g.multiply(in[0]).multiply(2.01));
    }
  }

  @Test
  void aWrongDerivativeBreaksTheLedger() {
    Parameter x = Parameter.of(Tensor.of(ElementType.F64, 1.5, -0.5));
    StepTrace trace =
        StepTrace.of(
            List.of(x),
            Optimizer.of(List.of(x), new Sgd(0.1)),
            Map.of(),
            () -> Tensor.apply(new Wrong(), x.value()).sum());
    Ledger ledger = Ledger.of(trace);
    assertThat(ledger.slope().verdict()).isEqualTo(NumericSeal.Verdict.DIFFERS);
    assertThat(ledger.holds()).isFalse();
  }

  @Test
  void aDerivativeThatForgetsHowItDependsOnItsInputBreaksTheCurvatureAlone() {
    // The operation hands on a product that was computed without history.
    Ledger ledger = Ledger.of(TracedModels.own().step(new Sgd(0.01)));
    assertThat(ledger.slope().verdict()).isEqualTo(NumericSeal.Verdict.AGREES);
    assertThat(ledger.bend().verdict()).isEqualTo(NumericSeal.Verdict.DIFFERS);
  }

  @Test
  void aTraceWithoutUpdateAndAWrongShapeAreRefusedInWords() {
    StepTrace trace = TracedModels.lesson().trace();
    assertThatThrownBy(() -> Ledger.of(trace))
        .hasMessage(
            "ledger: the trace has no update; trace the step with its optimizer, or give the changes");
    assertThatThrownBy(() -> Ledger.of(trace, Map.of("output.weight", Tensor.zeros(Shape.of(3)))))
        .hasMessage(
            "ledger: output.weight has shape [1, 2] but its change has [3]; give a change of the same shape");
    assertThatThrownBy(() -> Ledger.of(trace, Map.of()))
        .hasMessage("ledger: there is no change; name at least one value and what is added to it");
  }

  @Test
  void theLedgerOfAStepLeavesTheTraceAsItIs() {
    StepTrace trace = TracedModels.perceptron().step(new Sgd(0.05));
    List<TracedUpdate> before = trace.updates();
    assertThat(Ledger.of(trace)).isEqualTo(Ledger.of(trace));
    assertThat(trace.updates()).isEqualTo(before);
  }
}
