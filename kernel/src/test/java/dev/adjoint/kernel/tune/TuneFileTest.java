package dev.adjoint.kernel.tune;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TuneFileTest {
  @TempDir Path folder;

  @Test
  void programsAddToTheSameFileAndLeaveNothingBeside() throws IOException {
    Path path = folder.resolve("deep").resolve("tune.txt");
    new TuneFile(path, "m").add(Map.of("product 8x8x8", "rows"));
    new TuneFile(path, "m").add(Map.of("product 9x9x9", "panels"));
    assertThat(new TuneFile(path, "m").read())
        .isEqualTo(Map.of("product 8x8x8", "rows", "product 9x9x9", "panels"));
    try (Stream<Path> files = Files.list(path.getParent())) {
      assertThat(files).containsExactly(path);
    }
  }

  @Test
  void aFileOfAnotherMachineIsIgnoredAndReplaced() {
    Path path = folder.resolve("tune.txt");
    new TuneFile(path, "old JDK").add(Map.of("product 8x8x8", "panels"));
    TuneFile file = new TuneFile(path, "new JDK");
    assertThat(file.read()).isEmpty();
    file.add(Map.of("product 9x9x9", "rows"));
    assertThat(file.read()).isEqualTo(Map.of("product 9x9x9", "rows"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "adjoint-tune 0 | m\nproduct 8x8x8 panels\n",
        "adjoint-tune 1 | m\nproduct\n\nproduct 8x8x8\nproduct 8 x 8\n",
        "\u0000\u0001\u0002"
      })
  void aDamagedFileHoldsNothing(String text) throws IOException {
    Path path = folder.resolve("tune.txt");
    Files.writeString(path, text);
    assertThat(new TuneFile(path, "m").read()).isEmpty();
  }

  @Test
  void bytesThatAreNoTextAndFoldersAreIgnored() throws IOException {
    Path path = folder.resolve("tune.txt");
    Files.write(path, new byte[] {(byte) 0xff, (byte) 0xfe, 1, 2});
    assertThat(new TuneFile(path, "m").read()).isEmpty();
    assertThat(new TuneFile(folder, "m").read()).isEmpty();
    new TuneFile(folder.resolve("tune.txt").resolve("below"), "m").add(Map.of("a b", "c"));
    assertThat(Files.size(path)).isEqualTo(4);
  }

  @Test
  void theFileStaysSmall() {
    Path path = folder.resolve("tune.txt");
    TuneFile file = new TuneFile(path, "m");
    Map<String, String> many = new java.util.TreeMap<>();
    for (int i = 0; i < 2 * TuneFile.MOST; i++) {
      many.put("product " + i, "rows");
    }
    file.add(many);
    assertThat(file.read()).hasSize(TuneFile.MOST);
  }

  @Test
  void theFolderIsTheUsersCache() {
    String home = folder.toString();
    assertThat(TuneFile.usual("Linux", Map.of("XDG_CACHE_HOME", "/tmp/c"), home))
        .isEqualTo(Path.of("/tmp/c/adjoint/tune.txt"));
    assertThat(TuneFile.usual("Linux", Map.of("XDG_CACHE_HOME", "relative"), home))
        .isEqualTo(folder.resolve(".cache/adjoint/tune.txt"));
    assertThat(TuneFile.usual("Mac OS X", Map.of(), home))
        .isEqualTo(folder.resolve("Library/Caches/adjoint/tune.txt"));
    assertThat(TuneFile.usual("Windows 11", Map.of("LOCALAPPDATA", home), home))
        .isEqualTo(folder.resolve("adjoint/tune.txt"));
    assertThat(TuneFile.usual("Windows 11", Map.of(), home)).isNull();
    assertThat(TuneFile.usual("Linux", Map.of(), "")).isNull();
  }

  @Test
  void aProcessorIsReadFromFilesAndItsAbsenceIsNoError() throws IOException {
    Path info = folder.resolve("cpuinfo");
    Files.write(
        info,
        List.of(
            "processor\t: 0",
            "cpu family\t: 6",
            "model\t\t: 143",
            "model name\t: Intel(R) Xeon(R) Platinum 8481C",
            "flags\t\t: fpu fma avx2 avx512f"),
        StandardCharsets.UTF_8);
    Path caches = Files.createDirectories(folder.resolve("cache"));
    cache(caches.resolve("index0"), "Data", "48K");
    cache(caches.resolve("index1"), "Instruction", "32K");
    cache(caches.resolve("index2"), "Unified", "2048K");
    Processor processor = Processor.read(info, caches);
    assertThat(processor.name()).isEqualTo("Intel(R) Xeon(R) Platinum 8481C (family 6 model 143)");
    assertThat(processor.isIntel()).isTrue();
    assertThat(processor.isAmd()).isFalse();
    assertThat(processor.flags()).contains("fma", "avx512f");
    assertThat(processor.caches()).containsExactly(48L << 10, 2L << 20);
    assertThat(processor.secondCache(16)).isEqualTo(2 << 20);

    Processor unknown = Processor.read(folder.resolve("none"), folder.resolve("none"));
    assertThat(unknown.name()).isNotBlank();
    assertThat(unknown.secondCache(16)).isEqualTo(1 << 20);
    assertThat(unknown.secondCache(8)).isEqualTo(512 << 10);
  }

  private static void cache(Path folder, String type, String size) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("type"), type + "\n");
    Files.writeString(folder.resolve("size"), size + "\n");
  }
}
