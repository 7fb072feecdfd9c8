package dev.adjoint.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.PureLayer;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptimizerTest {

  private final Parameter x = Parameter.of(Tensor.of(1.0, -2.0));
  private final Parameters parameters = Parameters.of(List.of(x));

  private void step(Optimizer optimizer) {
    optimizer.zeroGrad();
    x.value().square().sum().backward();
    optimizer.step();
  }

  @Test
  void plainDescentSubtractsTheRateTimesTheGradient() {
    step(Optimizer.of(parameters, new Sgd(0.1)));
    assertThat(x.value().toDoubleArray()).containsExactly(1 - 0.1 * 2, -2 + 0.1 * 4);
  }

  @Test
  void aParameterWithoutGradientStays() {
    Optimizer optimizer = Optimizer.of(parameters, new AdamW(0.1));
    optimizer.step();
    assertThat(x.value().toDoubleArray()).containsExactly(1, -2);
  }

  @Test
  void aSavedStateGoesOnInTheSameBits() {
    Optimizer unbroken = Optimizer.of(parameters, new Adam(0.1));
    step(unbroken);
    step(unbroken);
    Tensor value = x.value().detach();
    Map<String, Tensor> state = unbroken.stateDict();
    step(unbroken);
    double[] expected = x.value().toDoubleArray();

    x.replace(value);
    Optimizer resumed = Optimizer.of(parameters, new Adam(0.1));
    resumed.loadStateDict(state, 2);
    step(resumed);
    assertThat(x.value().toDoubleArray()).isEqualTo(expected);
    assertThat(state.keySet()).containsExactly("0/exp_avg", "0/exp_avg_sq", "0/step");
  }

  @Test
  void aParameterThawedLateTakesAFirstStepOfTheRate() {
    Parameter late = Parameter.of(Tensor.of(1.0));
    late.trainable(false);
    Optimizer optimizer = Optimizer.of(Parameters.of(List.of(x, late)), new Adam(0.1));
    for (int step = 0; step < 50; step++) {
      step(optimizer);
    }
    late.trainable(true);
    optimizer.zeroGrad();
    late.value().square().sum().backward();
    optimizer.step();
    assertThat(late.value().item()).isCloseTo(1 - 0.1, within(1e-6));
  }

  @Test
  void aStateOfAnotherModelIsRefused() {
    Optimizer optimizer = Optimizer.of(parameters, new Adam(0.1));
    assertThatThrownBy(() -> optimizer.loadStateDict(Map.of("7/exp_avg", Tensor.zeros(2)), 1))
        .hasMessage(
            "load: the optimizer's state 7/exp_avg [2] does not belong to this model; resume with"
                + " the model it was saved with");
  }

  @Test
  void clippingByNormScalesAllGradientsByOneFactor() {
    List<Tensor> clipped = new ClipGradNorm(1).apply(List.of(Tensor.of(3.0), Tensor.of(0.0, 4.0)));
    assertThat(clipped.get(0).item()).isCloseTo(0.6, within(1e-6));
    assertThat(clipped.get(1).toDoubleArray()[1]).isCloseTo(0.8, within(1e-6));
    List<Tensor> small = List.of(Tensor.of(0.1));
    assertThat(new ClipGradNorm(1).apply(small)).isSameAs(small);
  }

  @Test
  void clippingByValueLimitsEachElement() {
    List<Tensor> clipped = new ClipGradValue(1).apply(List.of(Tensor.of(-3.0, 0.5, 2.0)));
    assertThat(clipped.getFirst().toDoubleArray()).containsExactly(-1, 0.5, 1);
  }

  @Test
  void schedulesFollowTheirFormulas() {
    assertThat(Schedule.step(1, 10, 0.5).at(10)).isEqualTo(1);
    assertThat(Schedule.step(1, 10, 0.5).at(11)).isEqualTo(0.5);
    Schedule cosine = Schedule.cosine(1, 0.1, 100);
    assertThat(cosine.at(1)).isEqualTo(1);
    assertThat(cosine.at(51)).isCloseTo(0.55, within(1e-12));
    assertThat(cosine.at(500)).isCloseTo(0.1, within(1e-12));
    assertThat(Schedule.constant(1).withWarmup(4).at(2)).isEqualTo(0.5);
    assertThat(Schedule.constant(1).withWarmup(4).at(9)).isEqualTo(1);
    assertThat(Schedule.cosine(0.1, 0, 5).withWarmup(2))
        .hasToString("cosine(0.1, 0.0, 5).withWarmup(2)");
  }

  @Test
  void valuesOutOfRangeAreRefusedWithTheUsualOnes() {
    assertThatThrownBy(() -> new Sgd(-1))
        .hasMessage(
            "rate: is -1.0 but must be a finite number of at least 0; 0.001 is usual for Adam, 0.1"
                + " for SGD");
    assertThatThrownBy(() -> new Sgd(0.1, 1.5))
        .hasMessage("sgd: the momentum is 1.5 but must be at least 0 and below 1; 0.9 is usual");
    assertThatThrownBy(() -> new Sgd(0.1).withNesterov())
        .hasMessage(
            "sgd: nesterov wants a momentum above 0 and no dampening (momentum 0.0, dampening 0.0);"
                + " set momentum to 0.9");
    assertThatThrownBy(() -> new Adam(Schedule.constant(0.1), 1, 0.9, 0, 0))
        .hasMessage(
            "adam: betas are at least 0 and below 1 and epsilon at least 0 (beta1 1.0, beta2 0.9,"
                + " epsilon 0.0); 0.9, 0.999 and 1e-8 are usual");
  }

  @Test
  void aModelWhoseParametersCannotBeFoundIsRefused() {
    PureLayer hidden = input -> input.multiply(x.value());
    assertThatThrownBy(() -> Optimizer.of(Parameters.of(hidden), new Sgd(0.1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "optimizer: the model has no parameters that can be found; make it a record of its layers,"
                + " or implement Layer with parts() that names them");
  }

  @Test
  void aNegativeWeightDecayIsRefused() {
    assertThatThrownBy(() -> new Sgd(0.1).withWeightDecay(-1))
        .hasMessage("sgd: the weight decay is -1.0 but must be at least 0; 0.01 is usual");
    Schedule rate = Schedule.constant(0.1);
    assertThatThrownBy(() -> new Adam(rate, 0.9, 0.999, 1e-8, -1))
        .hasMessage("adam: the weight decay is -1.0 but must be at least 0; 0.01 is usual");
    assertThatThrownBy(() -> new AdamW(rate, 0.9, 0.999, 1e-8, Double.NaN))
        .hasMessage("adamw: the weight decay is NaN but must be at least 0; 0.01 is usual");
  }
}
