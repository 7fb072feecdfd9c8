package dev.adjoint.kernel.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariantsTest {
  @TempDir Path folder;

  private Tuned tuned(TuneMode mode) {
    return new Tuned(mode, new TuneFile(folder.resolve("tune.txt"), "this machine"));
  }

  /// Variant 1 takes a fifth of the time of variant 0.
  private static void work(int variant) {
    LockSupport.parkNanos(variant == 0 ? 5_000_000 : 1_000_000);
  }

  private static void callOften(Variants choice) {
    long end = System.nanoTime() + 20_000_000_000L;
    while (choice.chosen().isEmpty() && System.nanoTime() < end) {
      choice.run("8x8", 0, VariantsTest::work);
    }
  }

  @Test
  void theFasterVariantIsFoundAndKeptForTheNextProgram() throws IOException {
    Variants first = new Variants(tuned(TuneMode.ON), null, "product", "slow", "fast");
    callOften(first);
    assertThat(first.chosen()).containsEntry("8x8", "fast");
    assertThat(Files.readString(folder.resolve("tune.txt")))
        .isEqualTo("adjoint-tune 1 | this machine\nproduct 8x8 fast\n");

    Variants next = new Variants(tuned(TuneMode.ON), null, "product", "slow", "fast");
    List<Integer> used = new ArrayList<>();
    next.run("8x8", 0, used::add);
    assertThat(used).containsExactly(1);
  }

  @Test
  void theRuleStaysWithoutMeasuring() {
    Variants off = new Variants(tuned(TuneMode.OFF), null, "product", "slow", "fast");
    for (int i = 0; i < 50; i++) {
      List<Integer> used = new ArrayList<>();
      off.run("8x8", 0, used::add);
      assertThat(used).containsExactly(0);
    }
    assertThat(off.chosen()).isEmpty();
    assertThat(folder.resolve("tune.txt")).doesNotExist();
  }

  @Test
  void aForcedVariantIsUsedForEveryKey() {
    Variants family = new Variants(tuned(TuneMode.ON), "fast", "product", "slow", "fast");
    List<Integer> used = new ArrayList<>();
    family.run("1x1", 0, used::add);
    family.run("2x2", 0, used::add);
    family.runByRule(0, used::add);
    assertThat(used).containsExactly(1, 1, 1);
  }

  @Test
  void theRuleAloneMeasuresNothing() {
    Variants family = new Variants(tuned(TuneMode.ON), null, "product", "slow", "fast");
    List<Integer> used = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      family.runByRule(0, used::add);
    }
    assertThat(used).hasSize(50).containsOnly(0);
    assertThat(family.chosen()).isEmpty();
  }

  @Test
  void anUnknownVariantOrModeIsRefused() {
    assertThatThrownBy(() -> new Variants(tuned(TuneMode.ON), "fat", "product", "slow", "fast"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("adjoint.tune.product: must be one of slow, fast, but it is \"fat\"");
    assertThatThrownBy(() -> TuneMode.parse("maybe"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("adjoint.tune: must be off, on or show, but it is \"maybe\"");
  }

  @Test
  void aVariantThatIsHardlyFasterDoesNotReplaceTheRule() {
    VariantTrial trial = new VariantTrial(0, 2);
    long now = 0;
    while (trial.decided() == VariantTrial.UNDECIDED) {
      int variant = trial.next(now);
      now += 10_000_000;
      trial.took(variant, variant == 0 ? 1000 : 920, now);
    }
    assertThat(trial.decided()).isZero();
  }
}
