package dev.adjoint.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class AtomicFileTest {

  @TempDir private Path folder;

  @Test
  void aLinkStaysAndItsFileIsReplaced() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path file = Files.writeString(elsewhere.resolve("file"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    AtomicFile.write(link, "new");
    assertThat(link).isSymbolicLink();
    assertThat(file).isRegularFile().hasContent("new");
    try (var files = Files.list(elsewhere)) {
      assertThat(files).containsExactly(file);
    }
  }

  /// A root user may replace the entry of a device in `/dev`, which breaks the machine.
  @Test
  @EnabledOnOs(OS.LINUX)
  void aDeviceIsWrittenToAndStays() throws IOException {
    Path device = Files.createSymbolicLink(folder.resolve("device"), Path.of("/dev/full"));
    assertThatThrownBy(() -> AtomicFile.write(device, "x"))
        .isInstanceOf(IOException.class)
        .hasMessage("No space left on device");
    assertThat(device).isSymbolicLink();
    assertThat(Files.isRegularFile(Path.of("/dev/full"))).isFalse();
    AtomicFile.write(Path.of("/dev/null"), "x");
    assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
  }

  @Test
  void aFolderThatMayNotBeWrittenIsToldByTheNameOfTheTarget() throws IOException {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    assumeTrue(locked.toFile().setWritable(false) && !Files.isWritable(locked), "root may write");
    Path target = locked.resolve("weights.onnx");
    assertThatThrownBy(() -> AtomicFile.write(target, "text"))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessage(target.toAbsolutePath().toString());
  }
}
