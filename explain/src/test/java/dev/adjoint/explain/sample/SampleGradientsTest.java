package dev.adjoint.explain.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.explain.ledger.Ledger;
import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.explain.trace.TracedModels;
import dev.adjoint.explain.why.Element;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.BatchNorm1d;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.loss.CrossEntropyLoss;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SampleGradientsTest {

  static Stream<Arguments> models() {
    return Stream.of(
        Arguments.of(TracedModels.perceptron(), 40),
        Arguments.of(TracedModels.convolutional(), 4),
        Arguments.of(TracedModels.recurrent(), 3),
        Arguments.of(TracedModels.transformer(), 2),
        Arguments.of(TracedModels.own(), 6),
        Arguments.of(TracedModels.lesson(), 1),
        Arguments.of(normalized(), 8));
  }

  private static TracedModels normalized() {
    Random random = new Random(3);
    Layer model =
        Sequential.of(
            Linear.of(3, 5, random), BatchNorm1d.of(5), Activation.RELU, Linear.of(5, 3, random));
    Tensor x = Tensor.normal(Shape.of(8, 3), 0, 1, random);
    Tensor t = Tensor.of(0L, 1, 2, 0, 1, 2, 0, 1);
    return new TracedModels(
        model,
        x,
        t,
        () -> new CrossEntropyLoss().of(model.forward(x, new Pass.Training(new Random(1))), t));
  }

  @ParameterizedTest
  @MethodSource("models")
  void thePartsOfTheSamplesAddUpToTheGradient(TracedModels model, int samples) {
    StepTrace trace = model.trace();
    SampleGradients parts = SampleGradients.of(trace, samples);
    assertThat(parts.gap()).isLessThan(1e-12);
    assertThat(Arrays.stream(parts.rest()).map(Math::abs).max().orElseThrow()).isZero();
    assertThat(Arrays.stream(parts.shares()).sum()).isCloseTo(1, within(1e-9));
    for (String name : parts.parameters()) {
      double[] stored = trace.value(name).gradient().orElseThrow().toDoubleArray();
      Shape shape = trace.value(name).value().shape();
      Element first = new Element(name, true, Collections.nCopies(shape.rank(), 0));
      double sum = Arrays.stream(parts.of(first)).sum();
      double size = Arrays.stream(parts.of(first)).map(Math::abs).sum();
      assertThat(sum).as(name).isCloseTo(stored[0], within(1e-5 * size + 1e-9));
      assertThat(parts.whole(first)).isCloseTo(sum, within(1e-12 * size + 1e-15));
    }
  }

  @Test
  void thePartOfASampleIsItsOwnGradientDividedByTheNumberOfSamples() {
    Random random = new Random(4);
    Layer model =
        Parameters.copyOf(
            Sequential.of(Linear.of(3, 6, random), Activation.RELU, Linear.of(6, 4, random)),
            ElementType.F64);
    Tensor x = Tensor.normal(ElementType.F64, Shape.of(5, 3), 0, 1, random);
    Tensor t = Tensor.of(0L, 3, 1, 2, 0);
    CrossEntropyLoss loss = new CrossEntropyLoss();
    SampleGradients parts =
        SampleGradients.of(
            StepTrace.of(
                model,
                Map.of("input", x, "target", t),
                () -> loss.of(model.forward(x, Pass.INFERENCE), t)),
            5);
    Tensor one = x.slice(0, 2, 3);
    Tensor its = t.slice(0, 2, 3);
    StepTrace alone =
        StepTrace.of(
            model,
            Map.of("input", one, "target", its),
            () -> loss.of(model.forward(one, Pass.INFERENCE), its));
    double[] expected = alone.value("0.weight").gradient().orElseThrow().toDoubleArray();
    for (int i = 0; i < 18; i++) {
      Element element = Element.parse("0.weight.grad[%d,%d]".formatted(i / 3, i % 3));
      assertThat(parts.of(element)[2]).isCloseTo(expected[i] / 5, within(1e-15));
    }
  }

  @Test
  void aPenaltyOnTheWeightsIsTheRestThatComesFromNoSample() {
    Random random = new Random(5);
    Linear model = Linear.of(3, 2, random);
    Tensor x = Tensor.normal(Shape.of(4, 3), 0, 1, random);
    Tensor t = Tensor.of(0L, 1, 1, 0);
    StepTrace trace =
        StepTrace.of(
            model,
            Map.of("input", x, "target", t),
            () ->
                new CrossEntropyLoss()
                    .of(model.forward(x, Pass.INFERENCE), t)
                    .add(model.weight().value().square().sum().multiply(0.1)));
    SampleGradients parts = SampleGradients.of(trace, 4);
    double weight = trace.value("weight").value().toDoubleArray()[4];
    assertThat(parts.rest(Element.parse("weight.grad[1,1]"))).isCloseTo(0.2 * weight, within(1e-7));
    assertThat(parts.gap()).isLessThan(1e-12);
  }

  @Test
  void theEffectsOnAllSamplesAddUpToTheLedger() {
    StepTrace trace = TracedModels.perceptron().step(new Sgd(0.05));
    SampleGradients gradients = SampleGradients.of(trace, 40);
    SampleEffects effects = SampleEffects.of(trace, gradients, 0.05);
    Ledger ledger = Ledger.of(trace);
    assertThat(Arrays.stream(effects.promised()).sum()).isCloseTo(ledger.promise(), within(1e-9));
    assertThat(Arrays.stream(effects.real()).sum()).isCloseTo(ledger.real(), within(1e-9));
    for (int j = 0; j < 40; j++) {
      double column = 0;
      for (int i = 0; i < 40; i++) {
        column += effects.matrix()[i][j];
        assertThat(effects.matrix()[i][j]).isEqualTo(effects.matrix()[j][i]);
      }
      assertThat(column).as("sample %d", j).isCloseTo(effects.promised()[j], within(1e-6));
      assertThat(effects.matrix()[j][j]).isNotPositive();
    }
  }

  @Test
  void aBatchOfEqualSamplesHasNoNoiseAndOppositeOnesHaveNothingElse() {
    Linear model = Linear.of(2, 1, new Random(6));
    Parameters.of(model).byName().values().forEach(p -> p.replace(Tensor.zerosLike(p.value())));
    Tensor same = Tensor.of(new double[] {1, 2, 1, 2, 1, 2}, Shape.of(3, 2)).to(ElementType.F32);
    StepTrace equal =
        StepTrace.of(
            model,
            Map.of("input", same),
            () -> model.forward(same, Pass.INFERENCE).subtract(1).square().mean());
    assertThat(BatchNoise.of(SampleGradients.of(equal, 3)).share()).isCloseTo(0, within(1e-12));
    // Two samples with the parts 1 and −3 of a number: the sum is −2, the deviations from −1 are 2.
    Tensor two = Tensor.of(1f, -3f).reshape(2, 1);
    Linear scale = Linear.of(1, 1, new Random(6));
    StepTrace other =
        StepTrace.of(scale, Map.of("input", two), () -> scale.forward(two, Pass.INFERENCE).sum());
    SampleGradients parts = SampleGradients.of(other, 2, name -> name.equals("weight"));
    BatchNoise noise = BatchNoise.of(parts);
    assertThat(noise.square()).isCloseTo(4, within(1e-12));
    assertThat(noise.noise()).isCloseTo(16, within(1e-12));
    assertThat(noise.share()).isCloseTo(4, within(1e-12));
  }

  @Test
  void whatCannotBeTakenApartIsRefusedInWords() {
    StepTrace trace = TracedModels.perceptron().trace();
    assertThatThrownBy(() -> SampleGradients.of(trace, 7))
        .hasMessage(
            "samples: no value before the loss has 7 samples along its first axis; give the number of samples of the batch");
    assertThatThrownBy(() -> SampleGradients.of(trace, 0))
        .hasMessage("samples: the batch has 0 samples but must have at least 1");
    assertThatThrownBy(() -> SampleGradients.of(trace, 40, name -> name.equals("x")))
        .hasMessage(
            "samples: no parameter with a gradient is chosen; choose among [0.weight, 0.bias, 3.weight, 3.bias]");
    SampleGradients bias = SampleGradients.of(trace, 40, name -> name.equals("3.bias"));
    assertThatThrownBy(() -> bias.of(Element.parse("0.bias[1]")))
        .hasMessage(
            "samples: 0.bias is none of the parameters [3.bias]; name an element of one of them");
    assertThatThrownBy(() -> BatchNoise.of(SampleGradients.of(TracedModels.lesson().trace(), 1)))
        .hasMessage(
            "batch noise: the batch has 1 sample but at least 2 are needed; choose a larger batch");
  }
}
