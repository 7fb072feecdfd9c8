package dev.adjoint.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.nn.Parameters;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every update rule of the library.
class UpdateRulesTest {

  private static final Tensor TARGET =
      Tensor.uniform(ElementType.F64, Shape.of(3, 4), -1, 1, new SplittableRandom(4));

  static Stream<UpdateRule> rules() {
    return Stream.of(
        new Sgd(0.1),
        new Sgd(0.1, 0.9),
        new Rmsprop(0.01).withMomentum(0.5).withCentering(),
        new Adam(0.1),
        new AdamW(0.1),
        new Amsgrad(0.1),
        new Adamax(0.1),
        new Nadam(0.1),
        new Radam(0.1),
        new Adagrad(0.3).withInitialSum(0.1),
        new Adadelta(20),
        new Rprop(0.1),
        new Asgd(0.1).withAveragingFrom(3),
        new Lion(0.02).withWeightDecay(0.01),
        new Lamb(0.05),
        new Adafactor(0.3),
        new Muon(Schedule.step(0.1, 20, 0.5)).withWeightDecay(0),
        new OrAdamW(new Muon(0.1).withWeightDecay(0), new AdamW(0.1)),
        new Shampoo(0.3),
        new ScheduleFreeAdamW(0.3));
  }

  private static void step(Optimizer optimizer, Parameter x) {
    optimizer.zeroGrad();
    x.value().subtract(TARGET).square().sum().backward();
    optimizer.step();
  }

  private static double distance(Parameter x) {
    return x.value().detach().subtract(TARGET).square().sum().item();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void everyRuleDescends(UpdateRule rule) {
    Parameter x = Parameter.of(Tensor.zeros(ElementType.F64, 3, 4));
    double before = distance(x);
    Optimizer optimizer = Optimizer.of(Parameters.of(List.of(x)), rule);
    for (int step = 0; step < 200; step++) {
      step(optimizer, x);
    }
    assertThat(distance(x)).as("%s", rule).isLessThan(0.05 * before);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aSavedStateGoesOnInTheSameBits(UpdateRule rule) {
    Parameter x = Parameter.of(Tensor.full(ElementType.F64, Shape.of(3, 4), 0.3));
    Optimizer unbroken = Optimizer.of(Parameters.of(List.of(x)), rule);
    for (int step = 0; step < 8; step++) {
      step(unbroken, x);
    }
    Tensor value = x.value().detach().copy();
    Map<String, Tensor> state = unbroken.stateDict();
    step(unbroken, x);
    step(unbroken, x);
    double[] expected = x.value().toDoubleArray();

    x.replace(value);
    Optimizer resumed = Optimizer.of(Parameters.of(List.of(x)), rule);
    resumed.loadStateDict(state, 8);
    step(resumed, x);
    step(resumed, x);
    assertThat(x.value().toDoubleArray()).isEqualTo(expected);
  }

  @Test
  void aStateOfAnotherShapeIsRefused() {
    Parameter x = Parameter.of(Tensor.zeros(ElementType.F64, 3, 4));
    Optimizer optimizer = Optimizer.of(Parameters.of(List.of(x)), new Adafactor(0.1));
    assertThatThrownBy(() -> optimizer.loadStateDict(Map.of("0/row_var", Tensor.zeros(1, 4)), 1))
        .hasMessage(
            "load: the optimizer's state 0/row_var [1, 4] does not belong to this model; resume with the model it was saved with");
  }

  @Test
  void whatARuleDoesNotFitFollowsAdamWWithTheBitsOfAGroup() {
    Parameter w = Parameter.of(Tensor.zeros(3, 4));
    OrAdamW rule = new OrAdamW(new Muon(0.1), new AdamW(Schedule.cosine(0.05, 0, 9)));
    List<float[]> ends = new ArrayList<>();
    List<Map<String, Tensor>> states = new ArrayList<>();
    for (boolean asGroup : new boolean[] {false, true}) {
      Parameter matrix = Parameter.of(Tensor.full(ElementType.F32, Shape.of(3, 4), 0.3));
      Parameter vector = Parameter.of(Tensor.full(ElementType.F32, Shape.of(4), 0.7));
      Optimizer optimizer = Optimizer.of(Parameters.of(List.of(matrix, vector)), rule);
      if (asGroup) {
        optimizer =
            Optimizer.of(Parameters.of(List.of(matrix, vector)), rule.rule())
                .with(p -> p.shape().rank() != 2, rule.others());
      }
      for (int step = 0; step < 5; step++) {
        optimizer.zeroGrad();
        Tensor y = matrix.value().multiply(vector.value()).subtract(TARGET.to(ElementType.F32));
        y.square().sum().backward();
        optimizer.step();
      }
      ends.add(matrix.value().toFloatArray());
      ends.add(vector.value().toFloatArray());
      states.add(optimizer.stateDict());
    }
    assertThat(ends.get(0)).isEqualTo(ends.get(2));
    assertThat(ends.get(1)).isEqualTo(ends.get(3));
    assertThat(states.get(0).keySet())
        .containsExactlyInAnyOrder("0/momentum_buffer", "1/exp_avg", "1/exp_avg_sq", "1/step");
    assertThat(rule).hasToString(rule.rule() + " or " + rule.others());
    assertThat(new Shampoo(0.1).fits(Shape.of(512, 3))).isTrue();
    assertThat(new Shampoo(0.1).fits(Shape.of(3, 513))).isFalse();
    assertThat(new Lamb(0.1).fits(Shape.of(3, 513))).isTrue();
    Optimizer saved = Optimizer.of(Parameters.of(List.of(w)), rule);
    assertThatThrownBy(() -> saved.loadStateDict(Map.of("0/exp_avg", Tensor.zeros(3, 4)), 1))
        .hasMessage(
            "load: the optimizer's state 0/exp_avg [3, 4] does not belong to this model; resume with the model it was saved with");
  }

  @Test
  void timesScalesARate() {
    Schedule rate = Schedule.step(0.4, 2, 0.5).times(0.25);
    assertThat(rate.at(2)).isEqualTo(0.1);
    assertThat(rate.at(3)).isEqualTo(0.05);
    assertThat(rate).hasToString("step(0.4, 2, 0.5).times(0.25)");
    assertThatThrownBy(() -> Schedule.constant(1).times(-1))
        .hasMessage(
            "schedule: the factor is -1.0 but must be a finite number of at least 0; 1 leaves the rates as they are");
  }

  @Test
  void muonRefusesAVector() {
    Parameter x = Parameter.of(Tensor.zeros(ElementType.F64, 3));
    Optimizer optimizer = Optimizer.of(Parameters.of(List.of(x)), new Muon(0.1));
    x.value().sum().backward();
    assertThatThrownBy(optimizer::step)
        .hasMessage(
            "muon: a parameter has shape [3] but must be a matrix; give the others a rule such as AdamW by Optimizer.with");
  }

  @Test
  void valuesOutOfRangeAreRefusedWithTheUsualOnes() {
    assertThatThrownBy(() -> new Rprop(Schedule.constant(0.1), 1.5, 1.2, 1e-6, 50))
        .hasMessage(
            "rprop: shrink is 1.5, grow 1.2, the steps 1.0E-6 … 50.0, but 0 < shrink < 1 < grow and ordered steps are needed; 0.5, 1.2 and 1e-6 … 50 are usual");
    assertThatThrownBy(() -> new Adadelta(Schedule.constant(1), 1, 1e-6, 0))
        .hasMessage("adadelta: rho is 1.0 but must be at least 0 and below 1; 0.9 is usual");
    assertThatThrownBy(() -> new Nadam(Schedule.constant(1), 0.9, 0.999, 1e-8, 0, -1))
        .hasMessage(
            "nadam: the momentum decay is -1.0 but must be a finite number of at least 0; 0.004 is usual");
    assertThatThrownBy(() -> new Adafactor(Schedule.constant(1), 0.8, 1e-3, 1, 0))
        .hasMessage(
            "adafactor: the beta2 decay is 0.8 but must be at most 0 and finite; -0.8 is usual");
  }
}
