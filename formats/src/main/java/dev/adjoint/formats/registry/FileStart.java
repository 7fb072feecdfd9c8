package dev.adjoint.formats.registry;

import dev.adjoint.formats.ReadableFile;
import dev.adjoint.formats.zip.ZipContents;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What identifies the format of a file: its name, its first bytes, and the entries of a ZIP
/// archive.
///
/// @param name in lower case
/// @param bytes the first 16, fewer if the file is shorter
/// @param entries the names of the entries; empty if it is not a ZIP archive
public record FileStart(String name, List<Byte> bytes, List<String> entries) {

  private static final byte[] ZIP = {'P', 'K', 3, 4};

  static FileStart of(Path file) throws IOException {
    ReadableFile.require(file, "tensor");
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(16);
    }
    List<String> entries = List.of();
    if (head.length >= ZIP.length && Arrays.equals(head, 0, ZIP.length, ZIP, 0, ZIP.length)) {
      try (ZipContents zip = ZipContents.open(file)) {
        entries = zip.names();
      }
    }
    Byte[] boxed = new Byte[head.length];
    Arrays.setAll(boxed, i -> head[i]);
    return new FileStart(lowerName(file), List.of(boxed), entries);
  }

  static String lowerName(Path file) {
    Path name = file.getFileName();
    return name == null ? "" : name.toString().toLowerCase(Locale.ROOT);
  }

  /// Whether the file begins with these bytes.
  boolean begins(int... expected) {
    if (bytes.size() < expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if ((bytes.get(i) & 0xff) != expected[i]) {
        return false;
      }
    }
    return true;
  }
}
