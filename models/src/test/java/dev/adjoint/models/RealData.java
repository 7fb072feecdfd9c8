package dev.adjoint.models;

import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// A few samples of the data sets in the repository.
final class RealData {

  private static final Path HOME = Path.of("..", "datasets");
  private static final int SIDE = 28;

  private RealData() {}

  /// The first pictures of Fashion-MNIST, `[count, 1, 28, 28]` within −1 … 1.
  static Tensor pictures(int count) {
    byte[] bytes = idx("train-images-idx3-ubyte.gz", 16, count * SIDE * SIDE);
    float[] values = new float[bytes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (bytes[i] & 0xFF) / 127.5f - 1;
    }
    return Tensor.of(values, Shape.of(count, 1, SIDE, SIDE));
  }

  /// Their classes, `[count]`.
  static Tensor classes(int count) {
    byte[] bytes = idx("train-labels-idx1-ubyte.gz", 8, count);
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = bytes[i];
    }
    return Tensor.of(values);
  }

  private static byte[] idx(String name, int header, int count) {
    try (InputStream file = Files.newInputStream(HOME.resolve("fashion-mnist").resolve(name));
        DataInputStream bytes = new DataInputStream(new GZIPInputStream(file))) {
      bytes.skipNBytes(header);
      return bytes.readNBytes(count);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Pieces of two licences as bytes, `[2·count, length]`: first those of Apache's, then those of
  /// MIT's.
  static Tensor texts(int count, int length) {
    List<byte[]> licences =
        List.of(bytes(Path.of("..", "LICENSE")), bytes(HOME.resolve("fashion-mnist/LICENSE")));
    long[] values = new long[2 * count * length];
    int at = 0;
    for (byte[] licence : licences) {
      int step = (licence.length - length) / count;
      for (int i = 0; i < count; i++) {
        for (int k = 0; k < length; k++) {
          values[at++] = licence[i * step + k] & 0x7F;
        }
      }
    }
    return Tensor.of(values, Shape.of(2 * count, length));
  }

  private static byte[] bytes(Path path) {
    try {
      return Files.readString(path, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Species, island, sex and year of penguins as categories, `[N, 4]`, and their mass in kilograms
  /// above 4, `[N, 1]`.
  record Penguins(Tensor categories, List<Integer> counts, Tensor mass) {}

  static Penguins penguins() {
    List<List<String>> known = new ArrayList<>();
    int[] columns = {0, 1, 6, 7};
    for (int i = 0; i < columns.length; i++) {
      known.add(new ArrayList<>());
    }
    List<Long> categories = new ArrayList<>();
    List<Float> mass = new ArrayList<>();
    String text = new String(bytes(HOME.resolve("penguins.csv")), StandardCharsets.UTF_8);
    for (String line : text.lines().skip(1).toList()) {
      String[] cells = line.replace("\"", "").split(",", -1);
      if (!cells[5].equals("NA")) {
        for (int i = 0; i < columns.length; i++) {
          List<String> names = known.get(i);
          if (!names.contains(cells[columns[i]])) {
            names.add(cells[columns[i]]);
          }
          categories.add((long) names.indexOf(cells[columns[i]]));
        }
        mass.add(Float.parseFloat(cells[5]) / 1000 - 4);
      }
    }
    float[] masses = new float[mass.size()];
    for (int i = 0; i < masses.length; i++) {
      masses[i] = mass.get(i);
    }
    return new Penguins(
        Tensor.of(
            categories.stream().mapToLong(Long::longValue).toArray(),
            Shape.of(masses.length, columns.length)),
        known.stream().map(List::size).toList(),
        Tensor.of(masses, Shape.of(masses.length, 1)));
  }
}
