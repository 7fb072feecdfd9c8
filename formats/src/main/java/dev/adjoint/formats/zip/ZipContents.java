package dev.adjoint.formats.zip;

import dev.adjoint.formats.ByteSource;
import dev.adjoint.formats.FormatException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// An open ZIP file whose entries have plausible sizes, so that the declared sizes may be
/// allocated.
public final class ZipContents implements Closeable {

  /// The largest factor by which the compression of ZIP files can shrink bytes.
  private static final long LARGEST_RATIO = 1_032;

  private static final String AGAIN = "fetch or save the file again";

  private final Path file;
  private final ZipFile zip;
  private final long size;

  private ZipContents(Path file, ZipFile zip, long size) {
    this.file = file;
    this.zip = zip;
    this.size = size;
  }

  /// Opens a file.
  ///
  /// @throws FormatException if the file has no directory of entries that can be read
  public static ZipContents open(Path file) throws IOException {
    try {
      return new ZipContents(file, new ZipFile(file.toFile()), Files.size(file));
    } catch (EOFException | ZipException | IllegalArgumentException e) {
      // The first: an offset beyond the end of the file; the last: a name that is not UTF-8.
      throw new FormatException(
          file,
          "the ZIP archive has no readable directory (%s); it is cut short or damaged, %s"
              .formatted(reason(e), AGAIN),
          e);
    }
  }

  /// The message of a failure; the end of a file has none.
  static String reason(Exception failure) {
    String message = failure.getMessage();
    return message == null ? "an offset is beyond the end of the file" : message;
  }

  /// The file.
  public Path file() {
    return file;
  }

  /// The names of all entries that are not folders.
  public List<String> names() {
    List<String> names = new ArrayList<>();
    zip.stream().filter(entry -> !entry.isDirectory()).forEach(entry -> names.add(entry.getName()));
    return names;
  }

  /// Whether there is an entry of this name.
  public boolean has(String name) {
    return zip.getEntry(name) != null;
  }

  /// The entry of this name.
  ///
  /// @throws FormatException if there is none, or its size is not plausible
  public ZipEntry require(String name) throws FormatException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new FormatException(
          file, "the archive has no entry %s; it is cut short, %s".formatted(name, AGAIN));
    }
    long packed = entry.getCompressedSize();
    boolean possible =
        packed >= 0
            && packed <= size
            && (entry.getMethod() == ZipEntry.STORED
                ? entry.getSize() == packed
                : entry.getSize() >= 0 && entry.getSize() <= packed * LARGEST_RATIO);
    if (!possible) {
      throw new FormatException(
          file,
          "the entry %s has %d bytes, compressed %d, which is not possible in this file of %d; it is damaged, %s"
              .formatted(name, entry.getSize(), packed, size, AGAIN));
    }
    return entry;
  }

  /// The bytes of an entry, read on request.
  public ByteSource source(ZipEntry entry) {
    return new EntrySource(file, zip, entry);
  }

  /// The first bytes of an entry.
  ///
  /// @throws FormatException if it cannot be read
  public byte[] bytes(ZipEntry entry, int most) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readNBytes(most);
    } catch (EOFException | ZipException e) {
      throw new FormatException(
          file,
          "the entry %s cannot be read (%s); %s".formatted(entry.getName(), reason(e), AGAIN),
          e);
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
