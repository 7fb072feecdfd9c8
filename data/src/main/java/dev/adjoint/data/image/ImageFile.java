package dev.adjoint.data.image;

import dev.adjoint.data.DataException;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DirectColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// Reads image files: JPEG, PNG, BMP and GIF, and whatever else an ImageIO plug-in on the class
/// path reads, such as WebP.
///
/// The bytes are those that Pillow's `Image.open(file).convert("RGB")` gives, and the image is
/// upright as its EXIF orientation says, as in browsers:
///
/// | file | becomes |
/// |---|---|
/// | grey | three equal channels |
/// | palette | its colours |
/// | alpha | is dropped; the colours stay as they are |
/// | 16 bits a channel | the upper 8 bits |
/// | CMYK, YCCK | `255 − ink` times `255 − black`, with Adobe's inverted inks |
/// | a colour profile | is not applied |
/// | several frames | the first one |
public final class ImageFile {

  /// More pixels than this are refused before anything is decoded; 89 million is Pillow's bound.
  public static final long MOST_PIXELS = 89_478_485;

  private static final long MOST_BYTES = 1L << 29;

  /// The names that image files end in, in lower case.
  private static final Set<String> ENDINGS =
      Set.of("jpg", "jpeg", "jpe", "jfif", "png", "bmp", "gif", "webp", "tif", "tiff");

  static {
    ImageIO.setUseCache(false);
  }

  private ImageFile() {}

  /// Whether a file is named as images are.
  public static boolean isNamedSo(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot >= 0 && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  /// Reads a file.
  ///
  /// @throws DataException naming the file and the reason, if it cannot be read
  public static Pixels read(Path file) {
    byte[] content;
    try {
      long size = Files.size(file);
      if (size > MOST_BYTES) {
        throw new DataException(
            "read %s: the file has %,d bytes, more than the %,d that an image may have; make it smaller"
                .formatted(file, size, MOST_BYTES));
      }
      content = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new DataException(
          "read %s: the file cannot be read (%s); check that it may be read".formatted(file, e), e);
    }
    return read(file.toString(), content);
  }

  /// Reads the content of a file.
  ///
  /// @param source where it comes from, for messages
  /// @throws DataException naming the source and the reason, if it cannot be read
  public static Pixels read(String source, byte[] content) {
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
      ImageReader reader = reader(source, stream);
      try {
        return decoded(source, content, stream, reader);
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      if (e instanceof DataException told) {
        throw told;
      }
      // ImageIO's readers throw many kinds of exceptions for damaged files.
      throw new DataException(
          "read %s: the image is damaged (%s); replace it".formatted(source, reason(e)), e);
    } catch (OutOfMemoryError e) {
      throw new DataException(
          "read %s: memory is too small to decode the image; make it smaller".formatted(source), e);
    }
  }

  private static String reason(Exception e) {
    String message = e.getMessage();
    return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
  }

  /// The JDK's own reader where it has one, so that a plug-in changes no bytes.
  private static ImageReader reader(String source, ImageInputStream stream) {
    List<ImageReader> readers = new ArrayList<>();
    ImageIO.getImageReaders(stream).forEachRemaining(readers::add);
    return readers.stream()
        .min(Comparator.comparing(ImageFile::isForeign))
        .orElseThrow(() ->
            new DataException(
                "read %s: it is not an image of a known kind (JPEG, PNG, BMP, GIF, or what an ImageIO plug-in on the class path reads); replace it"
                    .formatted(source)));
  }

  private static boolean isForeign(ImageReader reader) {
    return !reader.getClass().getName().startsWith("com.sun.imageio.");
  }

  private static Pixels decoded(
      String source, byte[] content, ImageInputStream stream, ImageReader reader)
      throws IOException {
    boolean isJpeg = !isForeign(reader) && isJpeg(content);
    // Without metadata, so that a compressed text beside the pixels is not unpacked.
    reader.setInput(stream, true, true);
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if ((long) width * height > MOST_PIXELS) {
      throw new DataException(
          "read %s: the image has %d × %d pixels, more than the %,d that are allowed; make it smaller"
              .formatted(source, width, height, MOST_PIXELS));
    }
    if (!ImageCapacity.holds(content, width, height)) {
      throw new DataException(
          "read %s: the image is damaged (%d × %d pixels do not fit into %,d bytes); replace it"
              .formatted(source, width, height, content.length));
    }
    List<String> warnings = new ArrayList<>();
    IIOReadWarningListener listener = (_, warning) -> warnings.add(warning);
    reader.addIIOReadWarningListener(listener);
    Pixels pixels;
    int orientation;
    if (isJpeg) {
      JpegHeader header = JpegHeader.of(content);
      pixels = JpegColours.of(source, header.colours(), reader.readRaster(0, null));
      orientation = header.orientation();
    } else {
      pixels = pixels(reader.read(0));
      orientation = PngChunks.orientation(content);
    }
    for (String warning : warnings) {
      if (warning.toLowerCase(Locale.ROOT).contains("premature end")) {
        throw new DataException(
            "read %s: the image is cut short (%s); replace it".formatted(source, warning));
      }
    }
    return pixels.oriented(orientation);
  }

  private static boolean isJpeg(byte[] content) {
    return content.length > 2 && content[0] == (byte) 0xFF && content[1] == (byte) 0xD8;
  }

  /// The samples of an image as they are stored, without its colour space being looked at.
  private static Pixels pixels(BufferedImage image) {
    Raster raster = image.getRaster();
    ColorModel model = image.getColorModel();
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] rgb = new byte[Pixels.CHANNELS * width * height];
    if (model instanceof IndexColorModel || model instanceof DirectColorModel) {
      int[] row = new int[width];
      for (int y = 0; y < height; y++) {
        image.getRGB(0, y, width, 1, row, 0, width);
        for (int x = 0; x < width; x++) {
          int at = Pixels.CHANNELS * (y * width + x);
          rgb[at] = (byte) (row[x] >> 16);
          rgb[at + 1] = (byte) (row[x] >> 8);
          rgb[at + 2] = (byte) row[x];
        }
      }
      return new Pixels(width, height, rgb);
    }
    int bands = raster.getNumBands();
    int[] samples = new int[bands * width];
    for (int y = 0; y < height; y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, samples);
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < Pixels.CHANNELS; c++) {
          int band = bands < Pixels.CHANNELS ? 0 : c;
          int depth = model.getComponentSize(band);
          int sample = samples[bands * x + band];
          rgb[Pixels.CHANNELS * (y * width + x) + c] = (byte) byteOf(sample, depth);
        }
      }
    }
    return new Pixels(width, height, rgb);
  }

  private static int byteOf(int sample, int depth) {
    return depth >= 8 ? sample >> (depth - 8) : sample * 255 / ((1 << depth) - 1);
  }
}
