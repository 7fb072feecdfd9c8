package dev.adjoint.data.idx;

import dev.adjoint.data.DataException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Reads IDX files, plain or gzip (recognised by the content, not the name).
///
/// The format: two zero bytes, the element type, the number of axes, one big-endian 32-bit size for
/// each axis, then the elements. A file is not trusted: the first pass counts the elements, the
/// second pass reads them, and memory is allocated only if the count matches the sizes.
public final class IdxReader {
  private static final int GZIP_MAGIC = 0x1F8B;
  private static final int MOST_AXES = 8;
  private static final long LONGEST = Integer.MAX_VALUE - 8;

  private IdxReader() {}

  /// Reads a whole file.
  ///
  /// @param file an IDX file
  /// @return its numbers
  /// @throws DataException when the file cannot be read, is not an IDX file, or is shorter or
  ///   longer than its sizes say
  public static IdxArray read(Path file) {
    String name = Objects.toString(file.getFileName(), file.toString());
    try {
      Header header = checkedHeader(file, name);
      byte[] bytes = new byte[Math.toIntExact(header.bytes())];
      try (InputStream in = open(file)) {
        in.skipNBytes(header.length());
        if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
          throw new EOFException("the file became shorter while it was read");
        }
      }
      return new IdxArray(name, header.type(), header.sizes(), bytes);
    } catch (NoSuchFileException e) {
      throw new DataException(
          "read %s: there is no such file (%s); check the path"
              .formatted(name, file.toAbsolutePath().normalize()),
          e);
    } catch (EOFException | ZipException e) {
      throw new DataException(
          "read %s: the gzip data is damaged or cut short (%s); fetch the file again"
              .formatted(name, e.getMessage()),
          e);
    } catch (IOException e) {
      throw new DataException(
          "read %s: the file cannot be read (%s); check that it is there and may be read"
              .formatted(name, e),
          e);
    }
  }

  private record Header(IdxType type, int[] sizes, long bytes) {
    int length() {
      return 4 + 4 * sizes.length;
    }
  }

  private static Header checkedHeader(Path file, String name) throws IOException {
    try (InputStream in = open(file)) {
      Header header = header(in, name);
      long actual = 0;
      long enough = Math.min(header.bytes(), LONGEST);
      byte[] chunk = new byte[1 << 16];
      for (int n = in.read(chunk); n >= 0 && actual <= enough; n = in.read(chunk)) {
        actual += n;
      }
      if (actual > LONGEST) {
        throw new DataException(
            "read %s: the file has more than the 2 GB of numbers that one array holds; split it"
                .formatted(name));
      }
      if (actual != header.bytes()) {
        throw new DataException(
            "read %s: the header promises %s %s (%d bytes) but %s; %s"
                .formatted(
                    name,
                    Arrays.toString(header.sizes()),
                    header.type(),
                    header.bytes(),
                    actual < header.bytes()
                        ? "only %d bytes follow".formatted(actual)
                        : "more bytes follow",
                    "the file is cut short or damaged, fetch it again"));
      }
      return header;
    }
  }

  private static Header header(InputStream in, String name) throws IOException {
    byte[] magic = in.readNBytes(4);
    if (magic.length == 0) {
      throw new DataException(
          "read %s: the file is empty (0 bytes); fetch it again".formatted(name));
    }
    int code = magic.length < 3 ? 0 : magic[2] & 0xFF;
    IdxType type =
        Stream.of(IdxType.values()).filter(each -> each.code() == code).findFirst().orElse(null);
    int axes = magic.length < 4 ? 0 : magic[3] & 0xFF;
    if (magic.length < 4 || magic[0] != 0 || magic[1] != 0 || type == null) {
      throw new DataException(
          "read %s: this is not an IDX file, it begins with %s where 00 00, a type (%s) and the number of axes belong; check that this is the file you meant"
              .formatted(name, hex(magic), types()));
    }
    if (axes < 1 || axes > MOST_AXES) {
      throw new DataException(
          "read %s: the header promises %d axes but 1 … %d are possible; the file is damaged or not an IDX file"
              .formatted(name, axes, MOST_AXES));
    }
    byte[] raw = in.readNBytes(4 * axes);
    if (raw.length < 4 * axes) {
      throw new DataException(
          "read %s: the header promises %d axes but the file ends after %d bytes; the file is cut short, fetch it again"
              .formatted(name, axes, 4 + raw.length));
    }
    int[] sizes = new int[axes];
    ByteBuffer.wrap(raw).asIntBuffer().get(sizes);
    return new Header(type, sizes, bytes(sizes, type, name));
  }

  /// The number of bytes that follows from the sizes; sizes that no file can have are refused.
  private static long bytes(int[] sizes, IdxType type, String name) {
    long bytes = type.bytes();
    for (int size : sizes) {
      if (size < 1 || bytes > Long.MAX_VALUE / size) {
        throw new DataException(
            "read %s: the header promises sizes %s but each must be at least 1 and their product a length that a file can have; the file is damaged, fetch it again"
                .formatted(name, Arrays.toString(sizes)));
      }
      bytes *= size;
    }
    return bytes;
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      in.mark(2);
      int first = in.read() << 8 | in.read();
      in.reset();
      return first == GZIP_MAGIC ? new GZIPInputStream(in, 1 << 16) : in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.ofDelimiter(" ").formatHex(bytes);
  }

  private static String types() {
    return Stream.of(IdxType.values())
        .map(type -> "%02x".formatted(type.code()))
        .collect(Collectors.joining(", "));
  }
}
