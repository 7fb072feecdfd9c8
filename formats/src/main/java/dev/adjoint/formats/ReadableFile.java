package dev.adjoint.formats;

import java.nio.file.Files;
import java.nio.file.Path;

/// The first check of every reader: that there is a file to read.
public final class ReadableFile {
  private ReadableFile() {}

  /// Refuses what cannot be read.
  ///
  /// @param kind what the file should be, for the message
  /// @throws FormatException if the path is missing, a folder or must not be read
  public static void require(Path file, String kind) throws FormatException {
    if (Files.isDirectory(file)) {
      throw new FormatException(
          file, "a %s file is needed but this is a folder; name a file in it".formatted(kind));
    }
    if (!Files.exists(file)) {
      throw new FormatException(file, "no such file; check the path");
    }
    if (!Files.isReadable(file)) {
      throw new FormatException(
          file, "the file must not be read by this user; change its permissions");
    }
  }
}
