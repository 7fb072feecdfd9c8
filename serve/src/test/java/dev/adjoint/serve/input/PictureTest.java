package dev.adjoint.serve.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.serve.http.Refusal;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pictures are read within limits and scaled to the sizes that a model reads.
final class PictureTest {

  private static byte[] file(BufferedImage image, String kind) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, kind, bytes)).isTrue();
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "gif", "jpg"})
  void readsTheBrightnessOfEachKind(String kind) throws IOException {
    BufferedImage image = new BufferedImage(16, 8, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, 8, 8);
    pen.dispose();

    GreyPicture picture = GreyPicture.read(file(image, kind));

    assertThat(picture.width()).isEqualTo(16);
    assertThat(picture.height()).isEqualTo(8);
    assertThat(picture.light()[0]).isCloseTo(1, within(0.01f));
    assertThat(picture.light()[15]).isCloseTo(0, within(0.01f));
  }

  @Test
  void transparentPixelsAreDrawnOnWhiteAndColoursAreWeighted() throws IOException {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(1, 0, 0x80000000);
    image.setRGB(2, 0, 0xFF00FF00);

    float[] light = GreyPicture.read(file(image, "png")).light();

    assertThat(light[0]).isEqualTo(1);
    assertThat(light[1]).isCloseTo(127 / 255f, within(1e-6f));
    assertThat(light[2]).isCloseTo(0.587f, within(1e-6f));
  }

  /// A header that declares 30,000 × 30,000 pixels, with hardly any data after it.
  @Test
  void aHugePictureIsRefusedByItsHeader() {
    ByteBuffer file = ByteBuffer.allocate(200);
    file.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    ByteBuffer head = ByteBuffer.allocate(17).put(new byte[] {'I', 'H', 'D', 'R'});
    head.putInt(30_000).putInt(30_000).put(new byte[] {8, 6, 0, 0, 0});
    CRC32 check = new CRC32();
    check.update(head.array());
    file.putInt(13).put(head.array()).putInt((int) check.getValue());

    assertThatThrownBy(() -> GreyPicture.read(file.array()))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "body: the image has 30,000 × 30,000 pixels but at most 40,000,000 are allowed; scale it down first");
  }

  @Test
  void aFileThatIsNotAnImageOrIsDamagedIsRefused() throws IOException {
    byte[] good = file(new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB), "png");
    assertThatThrownBy(() -> GreyPicture.read(new byte[0]))
        .hasMessage("body: it is not an image that can be read; send PNG, JPEG, GIF or BMP");
    assertThatThrownBy(() -> GreyPicture.read("<svg/>".getBytes(UTF_8)))
        .hasMessage("body: it is not an image that can be read; send PNG, JPEG, GIF or BMP");
    assertThatThrownBy(() -> GreyPicture.read(Arrays.copyOf(good, 30)))
        .hasMessage("body: the image is damaged or of a kind that cannot be read; save it as PNG");
  }

  /// A black sign in a corner of a large white picture is centred, drawn white on black, and fills
  /// 20 of 28 rows.
  @Test
  void aSignIsCutOutScaledAndCentred() {
    float[] light = new float[280 * 280];
    Arrays.fill(light, 1);
    for (int y = 20; y < 120; y++) {
      for (int x = 200; x < 250; x++) {
        light[y * 280 + x] = 0;
      }
    }

    SignFit fit = SignFit.of(new GreyPicture(280, 280, light), 28, 28, true);

    assertThat(fit.notes())
        .containsExactly(
            "the picture was inverted, because its background is bright and that of the training images is dark");
    float[] seen = fit.picture().light();
    for (int y = 0; y < 28; y++) {
      for (int x = 0; x < 28; x++) {
        boolean isSign = y >= 4 && y < 24 && x >= 9 && x < 19;
        assertThat(seen[y * 28 + x]).as("%d, %d", x, y).isEqualTo(isSign ? 1f : 0f);
      }
    }
  }

  @Test
  void aPictureOfTheRightSizeIsUnchangedAndAnEmptyOneStaysEmpty() {
    float[] light = new float[28 * 28];
    light[5] = 0.7f;
    GreyPicture exact = new GreyPicture(28, 28, light);

    assertThat(SignFit.of(exact, 28, 28, true).picture()).isSameAs(exact);
    assertThat(
            SignFit.of(new GreyPicture(56, 56, new float[56 * 56]), 28, 28, true).picture().light())
        .containsOnly(0f);
  }
}
