package dev.adjoint.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScheduleTest {

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
  void schedulesOfSeveralPartsFollowTheirFormulas() {
    Schedule root = Schedule.inverseSquareRoot(1, 4);
    assertThat(root.at(1)).isEqualTo(0.25);
    assertThat(root.at(16)).isEqualTo(0.5);
    Schedule stable = Schedule.warmupStableDecay(1, 4, 20, 5);
    assertThat(stable.at(2)).isEqualTo(0.5);
    assertThat(stable.at(15)).isEqualTo(1);
    assertThat(stable.at(18)).isCloseTo(0.6, within(1e-12));
    assertThat(stable.at(21)).isEqualTo(0);
    assertThat(stable).hasToString("1.0.withWarmup(4).then(15, linear(1.0, 0.0, 5))");
    assertThat(Schedule.multiStep(1, 0.1, 3, 9)).isEqualTo(Schedule.multiStep(1, 0.1, 3, 9));
  }

  @Test
  void schedulesThatCannotBeAreRefused() {
    assertThatThrownBy(() -> Schedule.multiStep(1, 0.1, 9, 3))
        .hasMessage(
            "multi-step schedule: milestone 3 follows 9 but must not be smaller, and the first at least 1; sort them");
    assertThatThrownBy(() -> Schedule.oneCycle(1, 1))
        .hasMessage(
            "one-cycle schedule: the number of steps is 1 but must be at least 2; count the steps of an epoch times the epochs");
    assertThatThrownBy(() -> Schedule.polynomial(1, 0, 0, 5))
        .hasMessage(
            "polynomial schedule: the power is 0.0 but must be a finite number above 0; 1 is a straight line");
  }

  @Test
  void aScheduleIsRefusedWhereItIsMade() {
    assertThatThrownBy(() -> Schedule.constant(Double.NaN))
        .hasMessage(
            "rate: is NaN but must be a finite number of at least 0; 0.001 is usual for Adam, 0.1"
                + " for SGD");
    assertThatThrownBy(() -> Schedule.step(0.1, 10, -0.5))
        .hasMessage(
            "step schedule: the factor is -0.5 but must be a finite number of at least 0; 0.1 is"
                + " usual");
    assertThatThrownBy(() -> Schedule.step(0.1, 10, Double.NaN))
        .hasMessage(
            "step schedule: the factor is NaN but must be a finite number of at least 0; 0.1 is"
                + " usual");
    assertThatThrownBy(() -> Schedule.cosine(0.1, -0.1, 10))
        .hasMessage(
            "rate: is -0.1 but must be a finite number of at least 0; 0.001 is usual for Adam, 0.1"
                + " for SGD");
    assertThatThrownBy(() -> Schedule.constant(0.1).withWarmup(0))
        .hasMessage(
            "warm-up: the number of steps is 0 but must be at least 1; count the steps of an epoch"
                + " times the epochs");
  }
}
