package dev.adjoint.explain.descent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.Schedule;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.nn.optim.UpdateRule;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Paths with the numbers of the lessons.
final class DescentTest {

  private static final Formula SPHERE = KnownFunction.SPHERE.formula();
  private static final double[] START = {-3, 4};

  @Test
  void swingsFromSideToSideWithALargeRate() {
    Descent descent = descent(0.9, 200);

    assertThat(descent.last().point()[0]).isCloseTo(-1.24485e-19, Percentage.withPercentage(1e-3));
    assertThat(descent.last().point()[1]).isCloseTo(1.65981e-19, Percentage.withPercentage(1e-3));
    assertThat(descent.steps().get(1).point()[0]).isCloseTo(2.4, within(1e-12));
    assertThat(descent.steps().get(2).point()[0]).isCloseTo(-1.92, within(1e-12));
  }

  @Test
  void comesCloseWithASmallRate() {
    Descent descent = descent(0.1, 100);

    assertThat(descent.last().point()[0]).isCloseTo(-6.11111e-10, Percentage.withPercentage(1e-3));
    assertThat(descent.last().point()[1]).isCloseTo(8.14814e-10, Percentage.withPercentage(1e-3));
    assertThat(descent.steps()).hasSize(101);
    assertThat(descent.steps().getFirst().value()).isEqualTo(25);
    assertThat(descent.steps().getFirst().gradient()).containsExactly(-6, 8);
  }

  @Test
  void runsAwayWithAHugeRateAndStopsThere() {
    Descent descent = descent(10, 1000);

    assertThat(descent.diverged()).isTrue();
    assertThat(descent.last().isFinite()).isFalse();
    assertThat(descent.steps().get(descent.steps().size() - 2).isFinite()).isTrue();
    assertThat(descent.last().number()).isLessThan(1000);
  }

  @Test
  void staysWithATinyRate() {
    Descent descent = descent(1e-10, 100);

    assertThat(descent.last().point()[0]).isCloseTo(-3, within(1e-6));
    assertThat(descent.diverged()).isFalse();
  }

  @Test
  void reachesTheMinimumOfTheThirdLesson() {
    Descent descent =
        Descent.of("", Formula.of("x^2+y^2+2*x+2"), new double[] {1, 4}, new Sgd(0.01), 4000);

    assertThat(descent.last().point()[0]).isCloseTo(-1, within(1e-12));
    assertThat(descent.last().point()[1]).isCloseTo(0, within(1e-12));
    assertThat(descent.last().value()).isCloseTo(1, within(1e-12));
  }

  @Test
  void goesDownByOtherRules() {
    for (UpdateRule rule :
        new UpdateRule[] {new Sgd(0.05, 0.9), new Adam(Schedule.constant(0.1))}) {
      Descent descent = Descent.of("", SPHERE, START, rule, 500);

      assertThat(descent.last().value()).as(rule.toString()).isLessThan(1e-3);
    }
  }

  @ParameterizedTest
  @EnumSource(KnownFunction.class)
  void theKnownFunctionsHaveTwoVariablesAndAGoodStart(KnownFunction known) {
    Descent descent = Descent.of("", known.formula(), known.start(), new Sgd(1e-4), 50);

    assertThat(known.formula().variables()).containsExactly("x", "y");
    assertThat(descent.last().value()).isLessThan(descent.steps().getFirst().value());
  }

  @Test
  void theKnownFunctionsHaveTheMinimaOfTheirAuthors() {
    assertThat(KnownFunction.ROSENBROCK.formula().at(1, 1)).isZero();
    assertThat(KnownFunction.HIMMELBLAU.formula().at(3, 2)).isZero();
    assertThat(KnownFunction.BEALE.formula().at(3, 0.5)).isZero();
    assertThat(KnownFunction.BOWL.formula().at(-1, 0)).isEqualTo(1);
    assertThat(KnownFunction.RASTRIGIN.formula().at(0, 0)).isZero();
  }

  private static Descent descent(double rate, long steps) {
    return Descent.of("sgd", SPHERE, START, new Sgd(rate), steps);
  }
}
