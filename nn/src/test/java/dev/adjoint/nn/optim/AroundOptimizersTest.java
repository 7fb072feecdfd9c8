package dev.adjoint.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.nn.BatchNorm1d;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Sequential;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Averages of weights, lookahead, sharpness-aware steps, rules for gradients and the schedule that
/// observes.
class AroundOptimizersTest {

  private final Parameter x = Parameter.of(Tensor.of(ElementType.F64, 1.0, -2.0));

  private record Model(Parameter weight) {}

  @Test
  void anEqualAverageIsTheMeanOfAllUpdates() {
    AveragedModel<Model> average = AveragedModel.equal(new Model(x));
    for (double value : new double[] {1, 3, 8}) {
      x.replace(Tensor.of(ElementType.F64, value, -value));
      average.update();
    }
    assertThat(average.model().weight().value().toDoubleArray())
        .containsExactly(new double[] {4, -4}, within(1e-15));
    assertThat(x.value().toDoubleArray()).containsExactly(8, -8);
  }

  @Test
  void anExponentialAverageStartsFromTheFirstWeights() {
    AveragedModel<Model> average = AveragedModel.exponential(new Model(x), 0.75);
    average.update();
    x.replace(Tensor.of(ElementType.F64, 3.0, 2.0));
    average.update();
    assertThat(average.model().weight().value().toDoubleArray())
        .containsExactly(new double[] {1.5, -1}, within(1e-15));
    assertThat(average).hasToString("AveragedModel(decay 0.75, 2 updates)");
  }

  @Test
  void aSavedAverageGoesOnInTheSameBits() {
    SplittableRandom random = new SplittableRandom(5);
    Sequential network = Sequential.of(Linear.of(3, 4, random), BatchNorm1d.of(4));
    AveragedModel<Sequential> unbroken = AveragedModel.exponential(network, 0.9);
    for (int i = 0; i < 3; i++) {
      network.forward(Tensor.normal(Shape.of(5, 3), 0, 1, random), new Pass.Training(random));
      unbroken.update();
    }
    AveragedModel<Sequential> resumed = AveragedModel.exponential(network, 0.9);
    resumed.loadStateDict(unbroken.stateDict());
    network.forward(Tensor.normal(Shape.of(5, 3), 0, 1, random), new Pass.Training(random));
    unbroken.update();
    resumed.update();
    Map<String, Tensor> expected = Parameters.of(unbroken.model()).stateDict();
    Parameters.of(resumed.model())
        .stateDict()
        .forEach((path, value) ->
            assertThat(value.contentEquals(Objects.requireNonNull(expected.get(path))))
                .as(path)
                .isTrue());
    assertThat(resumed.updates()).isEqualTo(4);
    assertThatThrownBy(() -> resumed.loadStateDict(Map.of()))
        .hasMessage(
            "load: the state of the averaged model lacks n_averaged, a whole number; give the stateDict() of an averaged model");
  }

  @Test
  void lookaheadGoesPartOfTheWayEveryFewSteps() {
    Lookahead lookahead = new Lookahead(Optimizer.of(List.of(x), new Sgd(0.5)), 2, 0.5);
    for (int step = 0; step < 2; step++) {
      lookahead.zeroGrad();
      x.value().sum().backward();
      lookahead.step();
    }
    // Two steps of −0.5 lead to a distance of −1, of which half is kept.
    assertThat(x.value().toDoubleArray()).containsExactly(0.5, -2.5);
  }

  @Test
  void aSharpnessAwareStepUsesTheGradientAtADistance() {
    Sam sam = new Sam(Optimizer.of(List.of(x), new Sgd(0.1)), 0.05);
    double loss = sam.step(() -> x.value().square().sum());
    double norm = Math.sqrt(4 + 16);
    assertThat(loss).isEqualTo(5);
    assertThat(x.value().toDoubleArray())
        .containsExactly(
            new double[] {
              1 - 0.1 * 2 * (1 + 0.05 * 2 / norm), -2 - 0.1 * 2 * (-2 - 0.05 * 4 / norm)
            },
            within(1e-12));
  }

  @Test
  void clippingByBlockScalesEachGradientOnItsOwn() {
    List<Tensor> clipped =
        new ClipGradBlock(1)
            .apply(List.of(Tensor.of(ElementType.F64, 3.0, 4.0), Tensor.of(ElementType.F64, 0.3)));
    assertThat(clipped.get(0).toDoubleArray())
        .containsExactly(new double[] {0.6, 0.8}, within(1e-6));
    assertThat(clipped.get(1).item()).isEqualTo(0.3);
  }

  @Test
  void noiseOfAStepDependsOnTheSeedAndTheStepAlone() {
    List<Tensor> zero = List.of(Tensor.zeros(1000));
    GradientNoise noise = new GradientNoise(1, 7);
    Tensor first = noise.apply(zero).getFirst();
    Tensor second = noise.apply(zero).getFirst();
    assertThat(first.std().item()).isBetween(0.93, 1.07);
    assertThat(second.std().item()).isBetween(0.77, 0.88); // 2^(−0.275) = 0.826
    assertThat(new GradientNoise(1, 7, 1).apply(zero).getFirst().contentEquals(second)).isTrue();
  }

  @Test
  void thePlateauLowersTheRateAfterItsPatience() {
    ReduceOnPlateau rate = new ReduceOnPlateau(1, new ReduceOnPlateau.Options(0.5, 1, 0.1, 1, 0.2));
    double[] figures = {10, 9.5, 9.4, 9.3, 9.2, 9.1, 9.1, 9.1, 9.1, 9.1};
    double[] expected = {1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.2, 0.2};
    for (int i = 0; i < figures.length; i++) {
      rate.observe(figures[i]);
      assertThat(rate.at(i)).as("after figure %d", i).isEqualTo(expected[i]);
    }
  }

  @Test
  void argumentsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> AveragedModel.exponential(new Model(x), 1))
        .hasMessage(
            "averaged model: the decay is 1.0 but must be at least 0 and below 1; 0.999 is usual");
    assertThatThrownBy(() -> new Lookahead(Optimizer.of(List.of(x), new Sgd(0.5)), 2, 0))
        .hasMessage("lookahead: the share is 0.0 but must be above 0 and at most 1; 0.5 is usual");
    assertThatThrownBy(() -> new ReduceOnPlateau.Options(1, 1, 0, 0, 0))
        .hasMessage(
            "reduce on plateau: the factor is 1.0 but must be above 0 and below 1; 0.1 is usual");
  }

  /// By hand: the row of 3 and 4 has the norm 5, so its gradient may have the norm 0.5; the second
  /// row is 0, so ε counts; the bias is one unit of the norm 10.
  @Test
  void adaptiveClippingIsRelativeToTheWeightsOfEachUnit() {
    Parameter weight =
        Parameter.of(Tensor.of(ElementType.F64, new double[][] {{3, 4}, {0, 0}, {1, 0}}));
    Parameter bias = Parameter.of(Tensor.of(ElementType.F64, 6.0, 8.0));
    Tensor pull = Tensor.of(ElementType.F64, new double[][] {{6, 8}, {0, 2}, {0.05, 0}});
    weight.value().multiply(pull).sum().add(bias.value().multiply(3).sum()).backward();
    Optimizer.of(List.of(weight, bias), new Sgd(1), new ClipGradAdaptive(0.1)).step();
    assertThat(weight.value().toDoubleArray())
        .containsExactly(new double[] {3 - 0.3, 4 - 0.4, 0, -0.0001, 0.95, 0}, within(1e-12));
    double part = 1 / Math.sqrt(2);
    assertThat(bias.value().toDoubleArray())
        .containsExactly(new double[] {6 - part, 8 - part}, within(1e-12));
    assertThatThrownBy(() -> new ClipGradAdaptive(0.1).apply(List.of()))
        .hasMessage(
            "clip grad adaptive: gradients without their parameters can't be clipped; give the rule to an Optimizer");
    assertThatThrownBy(() -> new ClipGradAdaptive(0))
        .hasMessage(
            "clip grad adaptive: the part is 0.0 but must be a finite number above 0; 0.01 is usual");
  }
}
