package dev.adjoint.bench.bits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.bench.bits.Setting.Computed;
import dev.adjoint.bench.workload.Workload;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A little of every workload in processes of their own with other kernels, vector widths and
/// numbers of threads; each of them once. `bench/same-bits` runs whole batches on all combinations.
final class SameBitsTest {

  private static final List<String> WORKLOADS = List.of(Workload.names().split(",", -1));
  private static final List<String> LITTLE = List.of("3", "3", "128");

  @Test
  void kernelsThreadsAndVectorWidthsGiveTheSameBits() throws Exception {
    List<Setting> settings =
        List.of(
            new Setting(64, 1, false),
            new Setting(32, 2, false),
            new Setting(16, 3, false),
            new Setting(0, 2, false));

    assertThat(SameBits.run(settings, LITTLE, WORKLOADS)).isEmpty();
  }

  @Test
  void aProcessSaysWhatItComputedWith() throws Exception {
    Computed computed = new Setting(0, 1, true).compute(LITTLE, List.of("W1"));

    assertThat(computed.kernels()).isEqualTo("scalar");
    assertThat(computed.numbers()).containsOnlyKeys("W1");
  }

  @Test
  void everySettingIsCompared() {
    assertThat(Setting.all()).doesNotHaveDuplicates().hasSize(14);
  }
}
