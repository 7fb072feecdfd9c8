package dev.adjoint.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.PureLayer;
import dev.adjoint.tensor.BackwardMode;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.UpdateFormula;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OptimizerTest {

  private final Parameter x = Parameter.of(Tensor.of(ElementType.F64, 1.0, -2.0));
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
    Parameter late = Parameter.of(Tensor.of(ElementType.F64, 1.0));
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
    List<Tensor> clipped =
        new ClipGradNorm(1)
            .apply(List.of(Tensor.of(ElementType.F64, 3.0), Tensor.of(ElementType.F64, 0.0, 4.0)));
    assertThat(clipped.get(0).item()).isCloseTo(0.6, within(1e-6));
    assertThat(clipped.get(1).toDoubleArray()[1]).isCloseTo(0.8, within(1e-6));
    List<Tensor> small = List.of(Tensor.of(ElementType.F64, 0.1));
    assertThat(new ClipGradNorm(1).apply(small)).isSameAs(small);
  }

  @Test
  void clippingByValueLimitsEachElement() {
    List<Tensor> clipped =
        new ClipGradValue(1).apply(List.of(Tensor.of(ElementType.F64, -3.0, 0.5, 2.0)));
    assertThat(clipped.getFirst().toDoubleArray()).containsExactly(-1, 0.5, 1);
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
            "sgd: nesterov needs a momentum above 0 and no dampening (momentum 0.0, dampening 0.0);"
                + " set momentum to 0.9");
    assertThatThrownBy(() -> new Adam(Schedule.constant(0.1), 1, 0.9, 0, 0))
        .hasMessage("adam: beta1 is 1.0 but must be at least 0 and below 1; 0.9 is usual");
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
        .hasMessage(
            "sgd: the weight decay is -1.0 but must be a finite number of at least 0; 0.01 is usual");
    Schedule rate = Schedule.constant(0.1);
    assertThatThrownBy(() -> new Adam(rate, 0.9, 0.999, 1e-8, -1))
        .hasMessage(
            "adam: the weight decay is -1.0 but must be a finite number of at least 0; 0.01 is usual");
    assertThatThrownBy(() -> new AdamW(rate, 0.9, 0.999, 1e-8, Double.NaN))
        .hasMessage(
            "adamw: the weight decay is NaN but must be a finite number of at least 0; 0.01 is usual");
  }

  @Test
  void aStepChangesTheParametersOwnMemoryAndNotWhatWasKept() {
    Tensor start = Tensor.of(ElementType.F64, 1.0, -2.0);
    Parameter w = Parameter.of(start);
    Parameters all = Parameters.of(w);
    Tensor kept = w.value().detach();
    Map<String, Tensor> saved = all.stateDict();
    Optimizer optimizer = Optimizer.of(all, new Sgd(0.5, 0.9));
    w.value().square().sum().backward();
    optimizer.step();
    Map<String, Tensor> state = optimizer.stateDict();
    optimizer.step();
    assertThat(w.value().toDoubleArray()).isNotEqualTo(start.toDoubleArray());
    assertThat(start.toDoubleArray()).containsExactly(1, -2);
    assertThat(kept.toDoubleArray()).containsExactly(1, -2);
    assertThat(Objects.requireNonNull(saved.get("0")).toDoubleArray()).containsExactly(1, -2);
    assertThat(Objects.requireNonNull(state.get("0/momentum_buffer")).toDoubleArray())
        .containsExactly(2, -4);
  }

  @Test
  void aGraphMadeBeforeAStepRefusesToGoBackAfterIt() {
    Optimizer optimizer = Optimizer.of(parameters, new Sgd(0.1));
    Tensor loss = x.value().square().sum();
    loss.backward(BackwardMode.RETAIN_GRAPH);
    optimizer.step();
    assertThatThrownBy(loss::backward)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "backward: the parameter 0 was changed by an optimizer step, a load or replace() after"
                + " this graph was made; call backward before that, or compute the value again");
    optimizer.zeroGrad();
    x.value().square().sum().backward();
    assertThat(x.gradient().toDoubleArray()).containsExactly(2 * 0.8, -4 * 0.8);
  }

  @Test
  void gradientsOfTwoBatchesAddUpToOneStep() {
    Optimizer optimizer = Optimizer.of(parameters, new Sgd(0.1));
    optimizer.zeroGrad();
    x.value().sum().backward();
    x.value().multiply(3).sum().backward();
    optimizer.step();
    assertThat(x.value().toDoubleArray()).containsExactly(1 - 0.1 * 4, -2 - 0.1 * 4);
  }

  @Test
  void aFrozenParameterStays() {
    Parameter frozen = Parameter.of(Tensor.of(1f, 2f));
    Optimizer optimizer = Optimizer.of(Parameters.of(List.of(x, frozen)), new AdamW(0.1));
    x.value().sum().add(frozen.value().sum().to(ElementType.F64)).backward();
    frozen.trainable(false);
    optimizer.step();
    assertThat(frozen.value().toFloatArray()).containsExactly(1, 2);
    assertThat(x.value().toDoubleArray()[0]).isNotEqualTo(1);
    assertThat(optimizer.stateDict().keySet())
        .containsExactly("0/exp_avg", "0/exp_avg_sq", "0/step");
  }

  @Test
  void someParametersMayHaveARuleOfTheirOwn() {
    Parameter matrix = Parameter.of(Tensor.of(ElementType.F64, new double[][] {{1, 2}}));
    Parameter gain = Parameter.of(Tensor.of(ElementType.F64, 1.0, 2.0));
    AdamW rule = new AdamW(0.1).withWeightDecay(0.5);
    Optimizer optimizer =
        Optimizer.of(Parameters.of(List.of(gain, matrix)), rule)
            .with(p -> p.shape().rank() < 2, rule.withWeightDecay(0));
    matrix.value().multiply(0).sum().add(gain.value().multiply(0).sum()).backward();
    optimizer.step();
    assertThat(matrix.value().toDoubleArray()).containsExactly(1 - 0.05, 2 * (1 - 0.05));
    assertThat(gain.value().toDoubleArray()).containsExactly(1, 2);
    assertThat(optimizer)
        .hasToString(
            "Optimizer(AdamW[rate=0.1, beta1=0.9, beta2=0.999, epsilon=1.0E-8, weightDecay=0.5] for 1"
                + " parameter, AdamW[rate=0.1, beta1=0.9, beta2=0.999, epsilon=1.0E-8,"
                + " weightDecay=0.0] for 1 parameter, step 1)");
  }

  @Test
  void groupsDoNotShowInTheSavedState() {
    List<Parameter> all =
        List.of(x, Parameter.of(Tensor.of(ElementType.F64, 3.0)), Parameter.of(Tensor.of(4f)));
    Adam rule = new Adam(0.1);
    Optimizer one = Optimizer.of(Parameters.of(all), rule);
    for (Parameter p : all) {
      p.value().sum().backward();
    }
    one.step();
    Optimizer grouped =
        Optimizer.of(Parameters.of(all), rule)
            .with(p -> p.name().equals("1"), rule.withBetas(0.8, 0.99))
            .with(p -> p.shape().count() == 1, rule);
    grouped.loadStateDict(one.stateDict(), 1);
    assertThat(grouped.stateDict().keySet()).isEqualTo(one.stateDict().keySet());
    assertThat(grouped.rule()).isEqualTo(rule);
    List<Tensor> values = all.stream().map(p -> p.value().detach()).toList();
    one.step();
    List<Tensor> expected = all.stream().map(p -> p.value().detach()).toList();
    for (int i = 0; i < values.size(); i++) {
      all.get(i).replace(values.get(i));
    }
    grouped.step();
    for (int i = 0; i < values.size(); i++) {
      assertThat(all.get(i).value().contentEquals(expected.get(i))).isTrue();
    }
  }

  @Test
  void aChoiceOfNoParametersIsRefused() {
    Optimizer optimizer = Optimizer.of(parameters, new Sgd(0.1));
    assertThatThrownBy(
            () -> optimizer.with(p -> p.shape().rank() == 7, new Sgd(0.2).withWeightDecay(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "optimizer: none of the 1 parameters is chosen for Sgd[rate=0.2, momentum=0.0,"
                + " dampening=0.0, weightDecay=1.0, nesterov=false]; look at their names and shapes,"
                + " the text of Parameters lists them");
    step(optimizer);
    assertThatThrownBy(() -> optimizer.with(_ -> true, new Sgd(0.2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "optimizer: a rule for some parameters was added after step 1; add it when the optimizer"
                + " is made");
  }

  @Test
  void aRuleOfOnesOwnIsWrittenOnTensors() {
    TensorRule rule =
        (value, g, state, _) -> {
          Tensor before = state.get("b");
          Tensor b = before == null ? g : before.multiply(0.9).add(g);
          return new TensorRule.Update(value.subtract(b.multiply(0.1)), Map.of("b", b));
        };
    Parameter other = Parameter.of(x.value());
    Optimizer own = Optimizer.of(parameters, rule);
    Optimizer shipped = Optimizer.of(Parameters.of(other), new Sgd(0.1, 0.9));
    for (int step = 0; step < 3; step++) {
      step(own);
      shipped.zeroGrad();
      other.value().square().sum().backward();
      shipped.step();
    }
    assertThat(x.value().allclose(other.value(), 1e-12, 0)).isTrue();
    Optimizer resumed = Optimizer.of(parameters, rule);
    resumed.loadStateDict(own.stateDict(), own.steps());
    step(resumed);
    shipped.zeroGrad();
    other.value().square().sum().backward();
    shipped.step();
    assertThat(x.value().allclose(other.value(), 1e-12, 0)).isTrue();
  }

  @Test
  void aStateOfAnotherRuleOrShapeIsRefused() {
    Optimizer optimizer = Optimizer.of(parameters, new Sgd(0.1, 0.9));
    assertThatThrownBy(() -> optimizer.loadStateDict(Map.of("0/exp_avg", Tensor.zeros(2)), 1))
        .hasMessage(
            "load: the optimizer's state 0/exp_avg does not belong to the rule Sgd[rate=0.1,"
                + " momentum=0.9, dampening=0.0, weightDecay=0.0, nesterov=false]; resume with the"
                + " rule it was saved with");
    assertThatThrownBy(() ->
            optimizer.loadStateDict(
                Map.of("0/momentum_buffer", Tensor.scalar(ElementType.F64, 1.0)), 1))
        .hasMessage(
            "load: the optimizer's state 0/momentum_buffer [] does not belong to this model; resume"
                + " with the model it was saved with");
  }

  @Test
  void aGradientRuleThatChangesTheShapeIsNamed() {
    Optimizer optimizer =
        Optimizer.of(parameters, new Sgd(0.1), gradients -> List.of(gradients.getFirst().sum()));
    assertThatThrownBy(() -> step(optimizer))
        .hasMessage(
            "step: 0 has shape [2] but the gradient has []; give a gradient of the value's shape");
  }

  @Test
  void everyHyperparameterIsRefusedOutsideItsRange() {
    Schedule rate = Schedule.constant(0.1);
    assertThatThrownBy(() -> new Adam(rate, 0.9, Double.NaN, 1e-8, 0))
        .hasMessage("adam: beta2 is NaN but must be at least 0 and below 1; 0.999 is usual");
    assertThatThrownBy(() -> new AdamW(rate, -0.1, 0.9, 1e-8, 0))
        .hasMessage("adamw: beta1 is -0.1 but must be at least 0 and below 1; 0.9 is usual");
    assertThatThrownBy(() -> new Adam(rate, 0.9, 0.999, Double.NaN, 0))
        .hasMessage(
            "adam: epsilon is NaN but must be a finite number of at least 0; 1e-8 is usual");
    assertThatThrownBy(() -> new AdamW(rate, 0.9, 0.999, Double.POSITIVE_INFINITY, 0))
        .hasMessage(
            "adamw: epsilon is Infinity but must be a finite number of at least 0; 1e-8 is usual");
    assertThatThrownBy(() -> new Sgd(rate, Double.NaN, 0, 0, false))
        .hasMessage("sgd: the momentum is NaN but must be at least 0 and below 1; 0.9 is usual");
    assertThatThrownBy(() -> new Sgd(rate, 0.9, Double.NaN, 0, false))
        .hasMessage("sgd: the dampening is NaN but must be a finite number; 0 is usual");
    assertThatThrownBy(() -> new AdamW(rate, 0.9, 0.999, 1e-8, Double.POSITIVE_INFINITY))
        .hasMessage(
            "adamw: the weight decay is Infinity but must be a finite number of at least 0; 0.01 is"
                + " usual");
    assertThatThrownBy(() -> new ClipGradNorm(Double.NaN))
        .hasMessage("clip grad norm: the largest norm is NaN but must be above 0; 1 is usual");
    assertThatThrownBy(() -> new ClipGradValue(-1))
        .hasMessage("clip grad value: the limit is -1.0 but must be above 0; 1 is usual");
  }

  @Test
  void aScheduleOfTheUsersThatGivesAnImpossibleRateStopsTheStepBeforeAnythingChanges() {
    Parameter other = Parameter.of(Tensor.of(ElementType.F64, 1.0));
    double[] rates = {0.1, Double.NaN, -1, Double.POSITIVE_INFINITY};
    for (int bad = 1; bad < rates.length; bad++) {
      double rate = rates[bad];
      Schedule schedule =
          new Schedule() {
            @Override
            public double at(long step) {
              return step == 1 ? 0.1 : rate;
            }

            @Override
            public String toString() {
              return "mine";
            }
          };
      Optimizer optimizer =
          Optimizer.of(List.of(x, other), new Sgd(0.1))
              .with(p -> p == other, new Adam(schedule).withWeightDecay(0.1));
      step(optimizer);
      double[] before = x.value().toDoubleArray();
      assertThatThrownBy(() -> step(optimizer))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "adam: the rate of step 2 is %s but must be a finite number of at least 0; correct the"
                      .formatted(rate)
                  + " schedule mine");
      assertThat(x.value().toDoubleArray()).isEqualTo(before);
      assertThat(optimizer.steps()).isEqualTo(1);
    }
  }

  @Test
  void aStateWithImpossibleValuesIsRefusedAndNothingChanges() {
    Optimizer optimizer = Optimizer.of(parameters, new Adam(0.1));
    step(optimizer);
    Map<String, Tensor> saved = optimizer.stateDict();
    assertThatThrownBy(() -> optimizer.loadStateDict(saved, -1))
        .hasMessage(
            "load: the optimizer's number of steps is -1 but must be at least 0; give the steps() of"
                + " the optimizer that was saved");
    Map<String, Tensor> negative = new TreeMap<>(saved);
    negative.put("0/step", Tensor.scalar(-3L));
    assertThatThrownBy(() -> optimizer.loadStateDict(negative, 1))
        .hasMessage(
            "load: the optimizer's state 0/step is -3.0 but must be a whole number of at least 0;"
                + " resume from an undamaged file");
    negative.put("0/step", Tensor.of(ElementType.F64, 1.5).reshape(Shape.SCALAR));
    assertThatThrownBy(() -> optimizer.loadStateDict(negative, 1))
        .hasMessage(
            "load: the optimizer's state 0/step is 1.5 but must be a whole number of at least 0;"
                + " resume from an undamaged file");
    Map<String, Tensor> square = new TreeMap<>(saved);
    square.put("0/exp_avg_sq", Tensor.of(ElementType.F64, 1.0, -2.0));
    assertThatThrownBy(() -> optimizer.loadStateDict(square, 1))
        .hasMessage(
            "load: the optimizer's state 0/exp_avg_sq holds -2.0 but squares are never negative;"
                + " resume from an undamaged file");
    optimizer
        .stateDict()
        .forEach((name, value) ->
            assertThat(value.contentEquals(Objects.requireNonNull(saved.get(name)))).isTrue());
  }

  @Test
  @SuppressWarnings("NullAway") // null is what is refused
  void nullIsRefusedByName() {
    assertThatThrownBy(() -> Optimizer.of((Parameters) null, new Sgd(0.1)))
        .hasMessage("optimizer: the set of parameters is null; give Parameters.of(model)");
    assertThatThrownBy(() -> Optimizer.of((Object) null, new Sgd(0.1)))
        .hasMessage("optimizer: the model is null; give one");
    assertThatThrownBy(() -> Optimizer.of(parameters, null))
        .hasMessage("optimizer: the update rule is null; give one, such as new Adam(0.001)");
    assertThatThrownBy(() -> Optimizer.of(parameters, new Sgd(0.1), (GradientRule) null))
        .hasMessage("optimizer: a gradient rule is null; leave it out");
    assertThatThrownBy(() -> new Adam((Schedule) null))
        .hasMessage("adam: the rate is null; give a number or a schedule");
  }

  @Test
  void momentumBeginsWithTheFirstGradientAlsoWhereAParameterIsThawedLate() {
    // b = g at a parameter's first step, b = 0.9·b + g after it; g = 2·θ.
    Parameter late = Parameter.of(Tensor.of(ElementType.F64, 1.0));
    late.trainable(false);
    Optimizer optimizer = Optimizer.of(List.of(x, late), new Sgd(0.1, 0.9));
    step(optimizer);
    late.trainable(true);
    optimizer.zeroGrad();
    x.value().square().sum().add(late.value().square().sum()).backward();
    optimizer.step();
    assertThat(late.value().item()).isEqualTo(1 - 0.1 * 2);
    double first = 1 - 0.1 * 2;
    double second = first - 0.1 * (0.9 * 2 + 2 * first);
    assertThat(x.value().toDoubleArray()[0]).isCloseTo(second, within(1e-15));
    assertThat(optimizer.stateDict().keySet())
        .containsExactly("0/momentum_buffer", "1/momentum_buffer");
  }

  @Test
  void theUsualRulesRunInTheFusedLoops() {
    for (UpdateFormula formula :
        List.of(Sgd.PLAIN, Sgd.WITH_MOMENTUM, Sgd.WITH_NESTEROV, Adam.FORMULA)) {
      assertThat(formula.isFused()).isTrue();
    }
  }

  @Test
  void rmspropRefusesNumbersOutOfRangeAndResumesInTheSameBits() {
    assertThatThrownBy(() -> new Rmsprop(0.1).withAlpha(1))
        .hasMessage("rmsprop: alpha is 1.0 but must be at least 0 and below 1; 0.99 is usual");
    assertThatThrownBy(() -> new Rmsprop(0.1).withMomentum(-1))
        .hasMessage("rmsprop: the momentum is -1.0 but must be at least 0 and below 1; 0 is usual");
    Rmsprop rule = new Rmsprop(0.1).withMomentum(0.9).withCentering();
    Optimizer unbroken = Optimizer.of(parameters, rule);
    step(unbroken);
    Tensor value = x.value().detach();
    Map<String, Tensor> state = unbroken.stateDict();
    assertThat(state.keySet())
        .containsExactly("0/grad_avg", "0/momentum_buffer", "0/square_avg", "0/step");
    step(unbroken);
    double[] expected = x.value().toDoubleArray();
    x.replace(value);
    Optimizer resumed = Optimizer.of(parameters, rule);
    resumed.loadStateDict(state, 1);
    step(resumed);
    assertThat(x.value().toDoubleArray()).isEqualTo(expected);
  }
}
