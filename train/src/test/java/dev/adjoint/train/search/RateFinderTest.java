package dev.adjoint.train.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateFinderTest {

  private final Parameter x = Parameter.of(Tensor.of(3f, -4f));

  /// `Σ x²`: gradient descent halves x at rate 0.25 and diverges from 1 on.
  private Tensor loss() {
    return x.value().square().sum();
  }

  @Test
  void theRateOfTheSteepestFallIsFoundAndTheModelStays() {
    RateCurve curve =
        new RateFinder(1e-4, 10, 60).run(x, rate -> new Sgd(rate, 0, 0, 0, false), this::loss);
    assertThat(x.value().toFloatArray()).containsExactly(3, -4);
    assertThat(x.hasGradient()).isFalse();
    assertThat(curve.rates()[0]).isEqualTo(1e-4);
    assertThat(curve.losses()[0]).isEqualTo(25);
    // It ends before the largest rate, because the loss explodes.
    assertThat(curve.rates().length).isLessThan(60);
    assertThat(curve.suggestion()).isBetween(0.005, 0.5);
  }

  @Test
  void aLossThatNeverFallsHasNoSuggestion() {
    RateCurve curve =
        new RateFinder(0.1, 1, 5)
            .run(x, rate -> new Sgd(rate, 0, 0, 0, false), () -> x.value().sum().multiply(0));
    assertThatThrownBy(curve::suggestion)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "rate finder: the loss falls at no rate from 0.1 to 1.0; begin with a smaller one, or look at the model");
  }

  @Test
  void aTrainingThatWasRunElsewhereGivesTheSameCurve() {
    RateFinder finder = new RateFinder(1e-4, 10, 60);
    RateCurve own = finder.run(x, rate -> new Sgd(rate, 0, 0, 0, false), this::loss);
    List<Double> losses = new ArrayList<>(Arrays.stream(own.losses()).boxed().toList());
    losses.add(1e9);
    losses.add(1.0);
    assertThat(finder.curve(losses)).isEqualTo(own);
    assertThat(own.least()).isGreaterThanOrEqualTo(own.suggestion());
    assertThat(finder.schedule().at(60)).isEqualTo(10);
  }

  @Test
  void aLossThatIsNotFiniteFromTheBeginningIsRefused() {
    RateCurve curve = RateFinder.USUAL.curve(List.of(1.0, Double.NaN));
    assertThat(curve.rates()).containsExactly(1e-6);
    assertThatThrownBy(curve::suggestion)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "rate finder: the loss is not finite, or four times the first one, after 1 steps; check the data and the loss with diagnose, or begin with a smaller rate");
    assertThatThrownBy(() -> new RateCurve(new double[1], new double[1], new double[2]))
        .hasMessage(
            "rate finder: there are 1 rates, 1 losses and 2 smoothed losses; give one of each for each step");
  }

  @Test
  void ratesThatDoNotRiseAreRefused() {
    assertThatThrownBy(() -> new RateFinder(1, 0.1, 100))
        .hasMessage(
            "rate finder: rates from 1.0 to 0.1 in 100 steps, but they must be above 0 and rise, in at least 3 steps; 1e-6 to 1 in 100 steps is usual");
  }
}
