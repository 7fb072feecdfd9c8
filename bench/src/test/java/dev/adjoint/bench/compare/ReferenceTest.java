package dev.adjoint.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.bench.workload.Workload;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReferenceTest {

  @Test
  void theWorstOfTheThreeCounts() {
    assertThat(Reference.distance(Workload.W1, List.of(0.4766754, 0.3817742, 0.3046246)))
        .isCloseTo(0.001, within(1e-9));
  }

  @Test
  void whatLiesBetweenTwoLibrariesIsEqual() {
    assertThat(Reference.distance(Workload.W6, List.of(2.5399345, 2.338019, 2.3759))).isZero();
    assertThat(Reference.distance(Workload.W6, List.of(2.5399345, 2.338019, 2.3757)))
        .isGreaterThan(1e-4);
  }

  @Test
  void missingAndUndefinedNumbersAreInfinitelyFar() {
    assertThat(Reference.distance(Workload.W2, List.of(2.3070107)))
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Reference.distance(Workload.W1, List.of(Double.NaN, 0.3807742, 0.3046246)))
        .isEqualTo(Double.POSITIVE_INFINITY);
  }
}
