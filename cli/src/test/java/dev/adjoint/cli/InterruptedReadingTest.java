package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A program that is stopped while it reads a large folder ends at once and leaves nothing.
final class InterruptedReadingTest {

  private static final int FILES = 20_000;
  private static final int SECONDS = 60;

  @TempDir private Path folder;

  /// 20,000 names of one image. It is so large that reading them all takes minutes.
  private Path photos() throws IOException {
    Path image = folder.resolve("image.png");
    ImageIO.write(new BufferedImage(700, 700, BufferedImage.TYPE_INT_RGB), "png", image.toFile());
    for (String name : List.of("cats", "dogs")) {
      Path classFolder = Files.createDirectories(folder.resolve("photos").resolve(name));
      for (int i = 0; i < FILES / 2; i++) {
        Files.createLink(classFolder.resolve(i + ".png"), image);
      }
    }
    return folder.resolve("photos");
  }

  /// SIGTERM takes the way of Ctrl-C, and unlike SIGINT a shell in the background does not hide it.
  @Test
  void theEndComesAtOnceAndLeavesNothing() throws Exception {
    Path cache = folder.resolve("cache");
    Process process =
        Program.start(
            folder,
            List.of("-Dadjoint.cache=" + cache),
            "train",
            photos(),
            "--out",
            folder.resolve("out"));
    try {
      for (int tenth = 0; tenth < 10 * SECONDS && parts(cache) == 0; tenth++) {
        Thread.sleep(100);
      }
      assertThat(parts(cache)).as("the program reads").isEqualTo(1);
      process.destroy();
      assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(143);
      assertThat(folder.resolve("out")).doesNotExist();
      assertThat(parts(cache)).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  private static long parts(Path cache) throws IOException {
    Path images = cache.resolve("images");
    if (!Files.isDirectory(images)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(images)) {
      return files.filter(file -> file.toString().endsWith(".tmp")).count();
    }
  }
}
