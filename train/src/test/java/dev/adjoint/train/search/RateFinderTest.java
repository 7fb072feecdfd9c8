package dev.adjoint.train.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import org.junit.jupiter.api.Test;

class RateFinderTest {

  private final Parameter x = Parameter.of(Tensor.of(3f, -4f));

  /// `Σ x²`: gradient descent halves x at rate 0.25 and diverges from 1 on.
  private Tensor loss() {
    return x.value().square().sum();
  }

  @Test
  void theRateOfTheSteepestFallIsFoundAndTheModelStays() {
    RateFinder.Curve curve =
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
    RateFinder.Curve curve =
        new RateFinder(0.1, 1, 5)
            .run(x, rate -> new Sgd(rate, 0, 0, 0, false), () -> x.value().sum().multiply(0));
    assertThatThrownBy(curve::suggestion)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "rate finder: the loss falls at no rate from 0.1 to 1.0; begin with a smaller one, or look at the model");
  }

  @Test
  void ratesThatDoNotRiseAreRefused() {
    assertThatThrownBy(() -> new RateFinder(1, 0.1, 100))
        .hasMessage(
            "rate finder: rates from 1.0 to 0.1 in 100 steps, but they must be above 0 and rise, in at least 3 steps; 1e-6 to 1 in 100 steps is usual");
  }
}
