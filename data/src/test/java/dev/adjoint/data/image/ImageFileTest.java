package dev.adjoint.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.DataException;
import dev.adjoint.data.SharedData;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Image files give the bytes that Pillow gives, and what is not an image is refused by name.
final class ImageFileTest {

  private static final long SEED = 11;

  @TempDir private Path folder;

  static List<String> stored() throws IOException {
    return text("pillow.txt").lines().filter(line -> !line.startsWith("#")).toList();
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in = ImageFileTest.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      return in.readAllBytes();
    }
  }

  private static String text(String name) throws IOException {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  private static String sum(Pixels image) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(image.rgb());
    return HexFormat.of().formatHex(digest).substring(0, 16);
  }

  @ParameterizedTest
  @MethodSource("stored")
  void bytesAreThoseOfPillow(String line) throws Exception {
    String[] cells = line.split(" ", -1);
    Pixels image = ImageFile.read(cells[0], bytes(cells[0]));
    assertThat(image.width() + "x" + image.height()).isEqualTo(cells[1]);
    assertThat(
            List.of(
                sum(image),
                sum(Resampling.of(image, 9, 11)),
                sum(Resampling.of(image, 40, 31)),
                sum(ImageFit.CROP.of(image, 8))))
        .isEqualTo(List.of(cells).subList(2, 6));
  }

  @Test
  void stretchingScalesBothSides() throws IOException {
    Pixels image = ImageFile.read("rgb.png", bytes("rgb.png"));
    assertThat(ImageFit.STRETCH.of(image, 10)).isEqualTo(Resampling.of(image, 10, 10));
  }

  @Test
  void greyOf16BitsKeepsItsUpperHalf() throws IOException {
    byte[] png = png(2, 1, 16, 0, new byte[] {0, (byte) 0xAB, (byte) 0xFF, 0x12, 0x34});
    assertThat(ImageFile.read("grey", png).rgb())
        .containsExactly(0xAB, 0xAB, 0xAB, 0x12, 0x12, 0x12);
  }

  @Test
  void aThousandPhotographsHaveTheBytesOfPillow() throws Exception {
    Path signs = SharedData.path("sign-digits");
    MessageDigest whole = MessageDigest.getInstance("SHA-256");
    MessageDigest small = MessageDigest.getInstance("SHA-256");
    try (Stream<Path> files = Files.walk(signs)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        Pixels image = ImageFile.read(file);
        whole.update(image.rgb());
        small.update(ImageFit.CROP.of(image, 64).rgb());
      }
    }
    assertThat(HexFormat.of().formatHex(whole.digest()))
        .isEqualTo("249d028d8e65aaed4377360ad0c6ddb9ecd3a349c70fb5ae95597b4b9f3dfe57");
    assertThat(HexFormat.of().formatHex(small.digest()))
        .isEqualTo("749dfa65aa38f3b882d0115c3f53ee42f21bfd61e64fb036b2faa27227573aef");
  }

  @Test
  void moreThanTheMostPixelsAreRefusedFromTheHeader() {
    assertThatThrownBy(() -> ImageFile.read("bomb.png", png(100_000, 50_000, 8, 0, new byte[0])))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "read bomb.png: the image has 100000 × 50000 pixels, more than the 89,478,485 that are allowed; make it smaller");
  }

  @Test
  void whatIsNoImageIsNamed() throws IOException {
    Path text = Files.writeString(folder.resolve("a.jpg"), "not an image");
    assertThatThrownBy(() -> ImageFile.read(text))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "read %s: it is not an image of a known kind (JPEG, PNG, BMP, GIF, or what an ImageIO plug-in on the class path reads); replace it",
            text);
    Path missing = folder.resolve("b.jpg");
    assertThatThrownBy(() -> ImageFile.read(missing))
        .hasMessage(
            "read %s: the file cannot be read (java.nio.file.NoSuchFileException: %s); check that it may be read",
            missing, missing);
  }

  @Test
  void imagesThatAreCutShortAreRefused() throws IOException {
    for (String name : List.of("rgb444.jpg", "rgb420.jpg", "rgb.png", "rgb.bmp", "one.gif")) {
      byte[] whole = bytes(name);
      byte[] half = Arrays.copyOf(whole, whole.length / 2 + whole.length / 4);
      assertThatThrownBy(() -> ImageFile.read(name, half))
          .as(name)
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith("read " + name + ": the image is ")
          .hasMessageEndingWith("; replace it");
    }
  }

  /// A white image, which compresses best, is read; one whose header claims 24,579 columns instead
  /// of 3 is refused before memory is taken for it.
  ///
  /// @param marker the bytes that the number of columns follows
  /// @param distance from their start to its upper byte
  @ParameterizedTest
  @CsvSource({"png, IHDR, 6", "gif, ',', 6", "jpg, \u00FF\u00C0, 7"})
  void morePixelsThanTheFileCanHoldAreRefused(String kind, String marker, int distance)
      throws IOException {
    BufferedImage image = new BufferedImage(3, 2000, BufferedImage.TYPE_3BYTE_BGR);
    image.createGraphics().fillRect(0, 0, 3, 2000);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, kind, out)).isTrue();
    byte[] file = out.toByteArray();
    assertThat(ImageFile.read("x", file).width()).isEqualTo(3);
    file[out.toString(StandardCharsets.ISO_8859_1).indexOf(marker) + distance] = 0x60;
    assertThatThrownBy(() -> ImageFile.read("x", file))
        .hasMessage(
            "read x: the image is damaged (24579 × 2000 pixels do not fit into %,d bytes); replace it"
                .formatted(file.length));
  }

  @Test
  void damagedFilesNeverFailInAnotherWay() throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    for (String line : stored()) {
      String name = line.substring(0, line.indexOf(' '));
      byte[] whole = bytes(name);
      for (int i = 0; i < 40; i++) {
        byte[] damaged = whole.clone();
        for (int hits = 0; hits < 3; hits++) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        try {
          assertThat(ImageFile.read(name, damaged).width()).isPositive();
        } catch (DataException e) {
          assertThat(e).as("seed %d", SEED).hasMessageStartingWith("read " + name + ": ");
        }
      }
    }
  }

  /// A PNG file of one row filter byte and samples a row.
  private static byte[] png(int width, int height, int depth, int colour, byte[] rows) {
    Deflater deflater = new Deflater();
    deflater.setInput(rows);
    deflater.finish();
    byte[] packed = new byte[rows.length + 64];
    int length = deflater.deflate(packed);
    deflater.end();
    ByteBuffer header = ByteBuffer.allocate(13);
    header.putInt(width).putInt(height).put((byte) depth).put((byte) colour);
    ByteBuffer file = ByteBuffer.allocate(200 + length);
    file.putLong(0x89504E470D0A1A0AL);
    chunk(file, "IHDR", header.array());
    chunk(file, "IDAT", Arrays.copyOf(packed, length));
    chunk(file, "IEND", new byte[0]);
    return Arrays.copyOf(file.array(), file.position());
  }

  private static void chunk(ByteBuffer file, String kind, byte[] content) {
    byte[] name = kind.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(content);
    file.putInt(content.length).put(name).put(content).putInt((int) sum.getValue());
  }
}
