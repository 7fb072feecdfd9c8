package dev.adjoint.explain.descent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.nn.optim.Sgd;
import org.junit.jupiter.api.Test;

/// A path that leaves the domain of its function is told from one that diverges.
final class LeftDomainTest {

  @Test
  void aLogarithmIsLeftToTheLeft() {
    Descent path = Descent.of("p", Formula.of("log(x)"), new double[] {0.5}, new Sgd(0.4), 10);
    assertThat(path.diverged()).isTrue();
    assertThat(path.leftDomain().orElseThrow().number()).isEqualTo(1);
    assertThat(path.leftDomain().orElseThrow().point()[0]).isCloseTo(-0.3, within(1e-12));
  }

  @Test
  void aDifferenceOfInfinitiesFarAwayIsDivergence() {
    Descent path = Descent.of("p", Formula.of("x^4-x^2"), new double[] {3}, new Sgd(1), 100);
    assertThat(path.diverged()).isTrue();
    assertThat(path.leftDomain()).isEmpty();
  }

  @Test
  void aPathThatEndsWellLeavesNothing() {
    Descent path = Descent.of("p", Formula.of("x^2"), new double[] {3}, new Sgd(0.1), 10);
    assertThat(path.leftDomain()).isEmpty();
  }

  @Test
  void aSumOfAHundredThousandTermsIsEvaluatedWithItsGradient() {
    String sum = "x" + "+x-x*1/1".repeat(50_000);
    Descent path = Descent.of("p", Formula.of(sum), new double[] {2}, new Sgd(0.5), 1);
    assertThat(path.steps().getFirst().value()).isEqualTo(2);
    assertThat(path.last().point()).containsExactly(1.5);
  }
}
