package dev.adjoint.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SplitMixTest {

  @Test
  void firstNumbersAreThePublishedOnes() {
    SplitMix random = new SplitMix(0);

    assertThat(random.next()).isEqualTo(0xe220a8397b1dcdafL);
    assertThat(random.next()).isEqualTo(0x6e789e6aa1b965f4L);
    assertThat(random.next()).isEqualTo(0x06c45d188009454fL);
  }

  @Test
  void weightsOfTheWorkloadsBeginAsPublished() {
    assertThat(new DrawnWeights(1).linear(2, 2).weight().value().toFloatArray())
        .containsExactly(-0.132299632f, 0.458862841f, 0.180491269f, 0.123665005f);
    assertThat(new DrawnWeights(2).linear(784, 512).weight().value().toFloatArray())
        .startsWith(0.0307362285f, 0.00809306372f, 0.0244744457f, 0.0284109805f);
  }

  @Test
  void batchesOfTheWorkloadsBeginAsPublished() {
    DrawnBatches.Batch classified = DrawnBatches.classified(2, 1, 128, 784)[0];
    assertThat(classified.x().toFloatArray()).startsWith(0.186910152f, -0.345149636f);
    assertThat(classified.target().toLongArray()).startsWith(7, 0, 6, 3, 3, 5);

    DrawnBatches.Batch tokens = DrawnBatches.tokens(4, 1, 12, 64, 65)[0];
    assertThat(tokens.x().toLongArray()).startsWith(29, 22, 34, 47, 47, 47);
    assertThat(tokens.target().toLongArray()).startsWith(22, 34, 47, 47, 47, 47);
  }
}
