package dev.adjoint.bench.fuzz;

import dev.adjoint.data.DataException;
import dev.adjoint.data.image.ImageFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/// The reader of images, with a small file of each kind.
final class PictureReaders {

  private PictureReaders() {}

  static List<Reader> list() throws IOException {
    BufferedImage image = new BufferedImage(24, 16, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, (x * 10) << 16 | (y * 15) << 8 | x * y % 256);
      }
    }
    List<Reader> readers = new ArrayList<>();
    for (String kind : List.of("png", "jpg", "gif", "bmp")) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      if (!ImageIO.write(image, kind, out)) {
        throw new IOException("ImageIO does not write %s".formatted(kind));
      }
      readers.add(
          new Reader(
              kind, "x." + kind, out.toByteArray(), ImageFile::read, List.of(DataException.class)));
    }
    return readers;
  }
}
