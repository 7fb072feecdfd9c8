package dev.adjoint.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.examples.guide.PhotoAnswer;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Photographs in two folders become a model that tells them apart.
final class PhotoAnswerTest {

  @TempDir private Path folder;

  @Test
  void aNewPhotographIsAnswered() throws Exception {
    Path photos = folder.resolve("photos");
    for (int i = 0; i < 12; i++) {
      draw(photos.resolve("bright/%d.png".formatted(i)), 200 + i);
      draw(photos.resolve("dark/%d.png".formatted(i)), 20 + i);
    }
    Path image = folder.resolve("new.png");
    draw(image, 30);
    assertThat(PhotoAnswer.run(photos, folder.resolve("run"), image)).isEqualTo("dark");
  }

  private static void draw(Path file, int light) throws Exception {
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 16; x++) {
        image.setRGB(x, y, 0x010101 * (light + (x * y) % 7));
      }
    }
    assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
  }
}
