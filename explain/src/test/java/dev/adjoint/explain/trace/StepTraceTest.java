package dev.adjoint.explain.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.explain.why.Element;
import dev.adjoint.explain.why.Expansion;
import dev.adjoint.explain.why.NumericSeal;
import dev.adjoint.explain.why.Why;
import dev.adjoint.nn.BatchNorm1d;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Recompute;
import dev.adjoint.tensor.RecordedStep;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StepTraceTest {

  static Stream<Supplier<TracedModels>> models() {
    return Stream.of(
        TracedModels::lesson,
        TracedModels::perceptron,
        TracedModels::convolutional,
        TracedModels::winograd,
        TracedModels::recurrent,
        TracedModels::transformer,
        TracedModels::own);
  }

  @ParameterizedTest
  @MethodSource("models")
  void aTracedStepLeavesTheBitsOfAnOrdinaryOne(Supplier<TracedModels> model) {
    TracedModels ordinary = model.get();
    Optimizer optimizer = Optimizer.of(ordinary.model(), new Adam(0.01));
    optimizer.zeroGrad();
    Tensor loss = ordinary.loss().get();
    loss.backward();
    Map<String, Parameter> parameters = Parameters.of(ordinary.model()).byName();
    TracedModels traced = model.get();
    StepTrace trace = traced.step(new Adam(0.01));
    assertThat(trace.loss().value().item()).isEqualTo(loss.item());
    parameters.forEach((name, parameter) ->
        assertBits(trace.value(name).gradient().orElseThrow(), parameter.gradient()));
    optimizer.step();
    Map<String, Parameter> after = Parameters.of(traced.model()).byName();
    parameters.forEach((name, parameter) ->
        assertBits(Objects.requireNonNull(after.get(name)).value(), parameter.value()));
    assertThat(trace.lossAfter().orElseThrow()).isEqualTo(ordinary.loss().get().item());
  }

  @Test
  void aReplayedStepHasTheGradientsOfItsTrace() {
    TracedModels recorded = TracedModels.convolutional();
    Optimizer optimizer = Optimizer.of(recorded.model(), new Sgd(0.1));
    RecordedStep step =
        RecordedStep.of(in -> {
          Tensor outputs = recorded.model().forward(in[0], Pass.INFERENCE);
          return new Tensor[] {new CrossEntropyLoss().of(outputs, in[1])};
        });
    step.run(recorded.input(), recorded.target());
    optimizer.step();
    optimizer.zeroGrad();
    step.run(recorded.input(), recorded.target());
    TracedModels traced = TracedModels.convolutional();
    traced.step(new Sgd(0.1));
    Parameters.of(traced.model()).zeroGrad();
    StepTrace second = traced.trace();
    Parameters.of(recorded.model())
        .byName()
        .forEach((name, parameter) ->
            assertBits(second.value(name).gradient().orElseThrow(), parameter.gradient()));
  }

  @Test
  void lessonOneIsTracedWithItsStatedNumbers() {
    StepTrace trace = TracedModels.lesson().step(new Sgd(0.1));
    assertThat(trace.loss().value().item()).isCloseTo(0.227138, within(1e-12));
    assertThat(trace.value("output.weight").gradient().orElseThrow().toDoubleArray())
        .containsExactly(new double[] {-0.39092, -0.71444}, within(1e-12));
    assertThat(trace.updates())
        .extracting(TracedUpdate::name)
        .containsExactly("hidden.weight", "hidden.bias", "output.weight", "output.bias");
    assertThat(trace.updates().getFirst().after().toDoubleArray())
        .containsExactly(new double[] {0.23033, 0.3337, 0.436396, 0.54044}, within(1e-12));
  }

  @Test
  void everyValueHasItsRoleAndAName() {
    StepTrace trace = TracedModels.perceptron().trace();
    assertThat(trace.value("0.weight").role()).isEqualTo(Role.PARAMETER);
    assertThat(trace.value("input").role()).isEqualTo(Role.INPUT);
    assertThat(trace.value("target").role()).isEqualTo(Role.TARGET);
    assertThat(trace.value("1:relu").role()).isEqualTo(Role.ACTIVATION);
    assertThat(trace.value("loss").role()).isEqualTo(Role.LOSS);
    assertThat(trace.values()).extracting(TracedValue::name).doesNotHaveDuplicates();
  }

  @Test
  void aValueUsedTwiceHasTwoContributionsWhoseSumIsItsGradient() {
    StepTrace trace = TracedModels.transformer().trace();
    TracedValue tied = trace.value("embedding.weight");
    assertThat(trace.contributions(tied)).hasSize(2);
    Tensor sum =
        trace.contributions(tied).get(0).amount().add(trace.contributions(tied).get(1).amount());
    assertBits(tied.gradient().orElseThrow(), sum);
  }

  @Test
  void anEarlierGradientIsKeptBesideTheNewOne() {
    TracedModels model = TracedModels.lesson();
    Optimizer optimizer = Optimizer.of(model.model(), new Sgd(0));
    model.loss().get().backward();
    TracedUpdate update = model.step(optimizer).updates().getLast();
    assertThat(update.earlier().orElseThrow().item()).isCloseTo(-0.674, within(1e-12));
    assertThat(update.gradient().item()).isCloseTo(-1.348, within(1e-12));
  }

  @Test
  void theNumbersOfATraceStayWhenTrainingGoesOn() {
    TracedModels model = TracedModels.lesson();
    Optimizer optimizer = Optimizer.of(model.model(), new Sgd(0.1));
    StepTrace trace = model.step(optimizer);
    double[] before = trace.value("hidden.weight").value().toDoubleArray();
    model.step(optimizer);
    assertThat(trace.value("hidden.weight").value().toDoubleArray()).isEqualTo(before);
    assertThat(before).containsExactly(0.2, 0.3, 0.4, 0.5);
  }

  @Test
  void anUnknownNameIsRefusedWithTheKnownOnes() {
    StepTrace trace = TracedModels.lesson().trace();
    assertThatThrownBy(() -> trace.value("hidden.wait"))
        .hasMessage(
            "explain: the step has no value 'hidden.wait'; its values are input, hidden.weight, hidden.bias, hidden:linear, relu, output.weight, output.bias, output:linear, target, subtract, square, sum, reshape, loss");
  }

  @Test
  void aLossOfSeveralNumbersIsRefused() {
    TracedModels model = TracedModels.lesson();
    assertThatThrownBy(() ->
            StepTrace.of(
                model.model(),
                Map.of(),
                () -> model.model().forward(model.input(), Pass.INFERENCE).expand(Shape.of(2, 1))))
        .hasMessage(
            "explain: the loss must be a single number but has shape [2, 1]; take mean() or sum()");
  }

  @Test
  void aModelThatHidesParametersInRecomputeIsRefused() {
    TracedModels model = TracedModels.lesson();
    assertThatThrownBy(() ->
            StepTrace.of(
                model.model(),
                Map.of(),
                () ->
                    Recompute.of(x -> model.model().forward(x, Pass.INFERENCE), model.input())
                        .sum()))
        .hasMessage(
            "explain: the gradient of output.weight, taken operation by operation, differs from that of the backward pass; an operation gives other numbers when it is applied again, or hides parameters as Recompute does: trace the model without it");
  }

  private static void assertBits(Tensor actual, Tensor expected) {
    assertThat(Arrays.equals(actual.toDoubleArray(), expected.toDoubleArray()))
        .as("%s against %s", actual, expected)
        .isTrue();
  }

  @Test
  void explainingAModelWithBatchNormalisationLeavesItsRunningStatisticsAlone() {
    Random random = new Random(7);
    Layer model =
        Sequential.of(Linear.of(3, 4, random), BatchNorm1d.of(4), Linear.of(4, 2, random));
    Tensor x = Tensor.normal(Shape.of(6, 3), 0, 1, random);
    StepTrace trace =
        StepTrace.of(
            model,
            Map.of("input", x),
            () -> model.forward(x, new Pass.Training(new Random(1))).square().mean());
    Map<String, Tensor> after = Parameters.of(model).stateDict();
    Expansion why = Why.of(trace).explain(Element.parse("0.weight.grad[1,2]"));
    assertThat(why.holds()).isTrue();
    assertThat(why.numeric().verdict()).isEqualTo(NumericSeal.Verdict.AGREES);
    Parameters.of(model)
        .stateDict()
        .forEach((name, tensor) ->
            assertThat(tensor.toDoubleArray())
                .as(name)
                .isEqualTo(Objects.requireNonNull(after.get(name)).toDoubleArray()));
    assertThat(Objects.requireNonNull(after.get("1.num_batches_tracked")).item()).isEqualTo(1);
  }
}
