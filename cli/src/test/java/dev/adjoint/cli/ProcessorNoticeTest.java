package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A processor without fused multiply–add is told of once; one with it says nothing.
final class ProcessorNoticeTest {

  private static final String NOTICE =
      "adjoint: this processor has no fused multiply-add (FMA), or the JVM was told not to use it"
          + " (-XX:-UseFMA): results are the same, but training takes many times as long;"
          + " x86 processors since 2013 and all 64-bit ARM processors have it";

  @Test
  void onlyAProcessorWithoutTheInstructionIsToldOf() {
    assertThat(ProcessorNotice.of(true)).isEmpty();
    assertThat(ProcessorNotice.of(false)).contains(NOTICE);
  }

  @Test
  void theProgramSaysItOnceAtItsStart(@TempDir Path folder) throws Exception {
    Program.Run with = Program.launch(folder, List.of(), "data", "--list");
    assertThat(with.err()).doesNotContain("FMA");
    Program.Run without = Program.launch(folder, List.of("-XX:-UseFMA"), "data", "--list");
    assertThat(without.err().lines()).filteredOn(line -> line.contains("FMA")).containsOnly(NOTICE);
    assertThat(without.out()).isEqualTo(with.out());
    assertThat(without.exitCode()).isEqualTo(with.exitCode());
  }
}
