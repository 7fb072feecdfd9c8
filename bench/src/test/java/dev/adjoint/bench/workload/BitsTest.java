package dev.adjoint.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.bench.workload.Bits.Effort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Work from a recording has the same bits as work that is built again each time.
final class BitsTest {

  private static final Effort LITTLE = new Effort(3, 3, 64);

  @ParameterizedTest
  @EnumSource(
      names = {
        "W1", "W2", "W3", "W4", "W5", "W6", "W7", "W9", "W10", "W11", "W12", "W13", "W14", "W15",
        "W16", "W17"
      })
  void recordedWorkGivesTheSameBits(Workload workload) {
    assertThat(Bits.of(workload, false, LITTLE)).isEqualTo(Bits.of(workload, true, LITTLE));
  }

  @ParameterizedTest
  @EnumSource(names = {"W1", "W7", "W8", "W10", "W14"})
  void moreWorkGivesOtherBits(Workload workload) {
    assertThat(Bits.of(workload, true, new Effort(4, 4, 128)))
        .isNotEqualTo(Bits.of(workload, true, LITTLE));
  }

  @Test
  void whatTrainingLeavesIsPartOfTheBits() {
    String[] little = Bits.of(Workload.W1, true, LITTLE).split(" ", -1);
    String[] more = Bits.of(Workload.W1, true, new Effort(4, 3, 64)).split(" ", -1);

    assertThat(little).hasSize(2);
    assertThat(more[1]).isNotEqualTo(little[1]);
  }
}
