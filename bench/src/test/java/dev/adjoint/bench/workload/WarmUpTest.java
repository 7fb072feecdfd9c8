package dev.adjoint.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.bench.workload.WarmUp.Window;
import org.junit.jupiter.api.Test;

class WarmUpTest {

  private static long reached(double... speeds) {
    WarmUp warmUp = new WarmUp();
    for (int i = 0; i < speeds.length; i++) {
      warmUp.add(new Window(100L * (i + 1), speeds[i]));
    }
    return warmUp.reached();
  }

  @Test
  void finalSpeedIsReachedAtTheFirstOfTwoWindowsWithNineTenthsOfIt() {
    assertThat(reached(10, 50, 89, 90, 95, 100, 100, 101, 99, 100)).isEqualTo(400);
    assertThat(reached(100, 100, 100, 100)).isEqualTo(100);
  }

  @Test
  void oneFastWindowAloneDoesNotCount() {
    assertThat(reached(10, 95, 20, 60, 91, 92, 100, 100, 100, 100)).isEqualTo(500);
  }

  @Test
  void disturbedWindowsAtTheEndDoNotLowerTheFinalSpeed() {
    assertThat(reached(50, 100, 100, 100, 100, 100, 40, 30)).isEqualTo(200);
  }

  @Test
  void workIsRepeatedForTheWholeTime() {
    int[] calls = {0};
    long before = System.currentTimeMillis();
    WarmUp warmUp = WarmUp.run(0.3, () -> calls[0]++);

    assertThat(System.currentTimeMillis() - before).isGreaterThanOrEqualTo(299);
    assertThat(calls[0]).isGreaterThan(2);
    assertThat(warmUp.reached()).isBetween(before, System.currentTimeMillis());
  }
}
