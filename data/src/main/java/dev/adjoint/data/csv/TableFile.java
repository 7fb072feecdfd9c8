package dev.adjoint.data.csv;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Spelling;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// The bytes of a table, which can be read several times: a file, plain or gzip, or a pipe, whose
/// bytes are kept in memory. The path `-` is the standard input.
final class TableFile {
  /// The kind of a file, by its first bytes, and what to do with it.
  private static final Map<String, String> BINARY =
      Map.ofEntries(
          Map.entry(
              "504b0304",
              "an Excel workbook (xlsx), an ods or another zip file; open it and export the table as CSV"),
          Map.entry("504b0506", "an empty zip file; export the table as CSV"),
          Map.entry("d0cf11e0", "an Excel workbook (xls); open it and export the table as CSV"),
          Map.entry("25504446", "a PDF document; export the table as CSV from where it was made"),
          Map.entry("50415231", "a Parquet file; export the table as CSV"),
          Map.entry("4152524f", "an Arrow file; export the table as CSV"),
          Map.entry("53514c69", "an SQLite data base; export the table as CSV"),
          Map.entry("89504e47", "a PNG picture, not a table; name a CSV file"),
          Map.entry("ffd8ff", "a JPEG picture, not a table; name a CSV file"),
          Map.entry("28b52ffd", "packed with zstd; unpack it first, or pack it with gzip"),
          Map.entry("fd377a58", "packed with xz; unpack it first, or pack it with gzip"),
          Map.entry("425a68", "packed with bzip2; unpack it first, or pack it with gzip"));

  private static final int PEEK = 8;

  private final Path path;
  private final String name;
  private final byte @Nullable [] bytes;

  private TableFile(Path path, String name, byte @Nullable [] bytes) {
    this.path = path;
    this.name = name;
    this.bytes = bytes;
  }

  /// Finds a file and refuses what can't be a table.
  static TableFile of(Path path) {
    String name = Objects.toString(path.getFileName(), path.toString());
    try {
      TableFile file;
      if (path.toString().equals("-")) {
        file = new TableFile(path, "standard input", System.in.readAllBytes());
      } else {
        requireFile(path, name);
        file =
            Files.isRegularFile(path)
                ? new TableFile(path, name, null)
                : new TableFile(path, name, readPipe(path));
      }
      file.requireText();
      return file;
    } catch (IOException e) {
      throw unreadable(name, e);
    } catch (OutOfMemoryError e) {
      throw new DataException(
          "read %s: the piped table does not fit into memory; save it as a file and name that"
              .formatted(name),
          e);
    }
  }

  /// A table in memory, for tests of the reader.
  static TableFile of(String name, byte[] bytes) {
    var file = new TableFile(Path.of(name), name, bytes);
    try {
      file.requireText();
    } catch (IOException e) {
      throw unreadable(name, e);
    }
    return file;
  }

  private static byte[] readPipe(Path path) throws IOException {
    try (InputStream stream = Files.newInputStream(path)) {
      return stream.readAllBytes();
    }
  }

  String name() {
    return name;
  }

  /// The bytes from the start, unpacked.
  InputStream open() throws IOException {
    InputStream raw = new BufferedInputStream(raw());
    try {
      raw.mark(2);
      boolean packed = raw.read() == 0x1f && raw.read() == 0x8b;
      raw.reset();
      return packed ? new BufferedInputStream(new GZIPInputStream(raw, 1 << 16)) : raw;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  private InputStream raw() throws IOException {
    byte[] kept = bytes;
    return kept == null ? Files.newInputStream(path) : new ByteArrayInputStream(kept);
  }

  private void requireText() throws IOException {
    byte[] first;
    try (InputStream stream = raw()) {
      first = stream.readNBytes(PEEK);
    }
    requireNotEmpty(first);
    requireNotBinary(first, "this is ");
    if (first.length > 1 && first[0] == 0x1f && first[1] == (byte) 0x8b) {
      try (InputStream stream = open()) {
        byte[] inside = stream.readNBytes(PEEK);
        requireNotEmpty(inside);
        requireNotBinary(inside, "this holds ");
      }
    }
  }

  private void requireNotEmpty(byte[] first) {
    if (first.length == 0) {
      throw new DataException(
          "read %s: the file is empty (0 bytes); a table has a header line and at least one row"
              .formatted(name));
    }
  }

  private void requireNotBinary(byte[] first, String verb) {
    String hex = HexFormat.of().formatHex(first);
    BINARY.forEach((magic, what) -> {
      if (hex.startsWith(magic)) {
        throw new DataException("read %s: %s%s".formatted(name, verb, what));
      }
    });
    String start = new String(first, StandardCharsets.ISO_8859_1).stripLeading();
    if (start.startsWith("{\"") || start.startsWith("[{")) {
      throw new DataException(
          "read %s: %sJSON, not a table; export the table as CSV".formatted(name, verb));
    }
    if (start.toLowerCase(Locale.ROOT).startsWith("<html")
        || start.toLowerCase(Locale.ROOT).startsWith("<!doc")
        || start.startsWith("<?xml")) {
      throw new DataException(
          "read %s: %sa web page or XML, not a table; download the file itself, as CSV"
              .formatted(name, verb));
    }
  }

  private static void requireFile(Path file, String name) {
    if (Files.isDirectory(file)) {
      throw new DataException(
          "read %s: this is a folder, not a CSV file; name a file in it".formatted(name));
    }
    if (!Files.exists(file)) {
      throw new DataException(
          "read %s: there is no such file (%s); %s"
              .formatted(name, file.toAbsolutePath().normalize(), nearFile(file, name)));
    }
  }

  private static String nearFile(Path file, String name) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return "its folder does not exist either; check the path";
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names = files.map(each -> String.valueOf(each.getFileName())).sorted().toList();
      List<String> near = Spelling.nearest(name, names);
      return near.isEmpty() ? "check the path" : Spelling.suggest(name, names);
    } catch (IOException _) {
      return "check the path";
    }
  }

  static DataException unreadable(String name, IOException e) {
    if (e instanceof java.util.zip.ZipException || e instanceof java.io.EOFException) {
      return new DataException(
          "read %s: the gzip file is damaged (%s); fetch or pack it again"
              .formatted(name, e.getMessage()),
          e);
    }
    return new DataException(
        "read %s: the file cannot be read (%s); check that it is there and may be read"
            .formatted(name, e),
        e);
  }
}
