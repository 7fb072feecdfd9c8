package dev.adjoint.formats;

import java.nio.file.Files;
import java.nio.file.Path;

/// The first check of every reader: whether there is a readable file.
public final class ReadableFile {
  private ReadableFile() {}

  /// Refuses a path that cannot be read.
  ///
  /// @param kind what the file should be, for the message
  /// @throws FormatException if the path does not exist, is a folder or is not readable
  public static void require(Path file, String kind) throws FormatException {
    if (Files.isDirectory(file)) {
      throw new FormatException(
          file, "a %s file is expected but this is a folder; name a file in it".formatted(kind));
    }
    if (!Files.exists(file)) {
      throw new FormatException(file, "no such file; check the path");
    }
    if (!Files.isReadable(file)) {
      throw new FormatException(
          file, "this user is not allowed to read the file; change its permissions");
    }
  }
}
