package dev.adjoint.spark.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ExactSumTest {

  /// Terms of very different sizes in random orders and groups, compared with exact decimals.
  @Test
  void theSumIsTheExactOneRoundedOnceInAnyOrder() {
    SplittableRandom random = new SplittableRandom(7);
    for (int trial = 0; trial < 200; trial++) {
      List<Double> terms = new ArrayList<>();
      for (int i = 0; i < 1 + trial; i++) {
        double term = Math.scalb(random.nextDouble() - 0.5, random.nextInt(-60, 60));
        terms.add(term);
        if (i % 3 == 0) {
          terms.add(-term * (1 + Math.scalb(1.0, -40)));
        }
      }
      double exact =
          terms.stream()
              .map(BigDecimal::new)
              .reduce(BigDecimal.ZERO, BigDecimal::add)
              .doubleValue();
      for (int order = 0; order < 5; order++) {
        Collections.shuffle(terms, new Random(trial * 5L + order));
        ExactSum whole = new ExactSum();
        ExactSum part = new ExactSum();
        for (double term : terms) {
          if (random.nextInt(4) == 0) {
            whole.add(part);
            part = new ExactSum();
          }
          part.add(term);
        }
        whole.add(part);
        assertThat(whole.value()).as("trial %d", trial).isEqualTo(exact);
      }
    }
  }

  @Test
  void halfAUnitIsRoundedByWhatRemains() {
    ExactSum sum = new ExactSum();
    sum.add(1);
    sum.add(Math.ulp(1.0) / 2);
    sum.add(1e-40);

    assertThat(sum.value()).isEqualTo(Math.nextUp(1.0));
    assertThat(new ExactSum().value()).isEqualTo(0.0);
  }
}
