package dev.adjoint.pipeline.look;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// Finds how the lines of a text file end, from its first bytes.
final class LineEnds {
  private static final int BYTES = 1 << 16;

  private LineEnds() {}

  /// The line ends.
  ///
  /// @param file a file, plain or gzip
  /// @return `LF`, `CR LF`, `CR` or `mixed`; empty for a device or a pipe, which cannot be read
  ///   again, and for a single line
  static Optional<String> of(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (InputStream in = open(file)) {
      byte[] start = in.readNBytes(BYTES);
      int both = 0;
      int feeds = 0;
      int returns = 0;
      int before = 0;
      for (byte each : start) {
        if (each == 0) {
          // UTF-16 has a zero beside each ASCII character.
          continue;
        }
        if (each == '\n' && before == '\r') {
          both++;
          returns--;
        } else if (each == '\n') {
          feeds++;
        }
        returns += each == '\r' ? 1 : 0;
        before = each;
      }
      returns -= start.length == BYTES && before == '\r' ? 1 : 0;
      int kinds = (both > 0 ? 1 : 0) + (feeds > 0 ? 1 : 0) + (returns > 0 ? 1 : 0);
      if (kinds == 0) {
        return Optional.empty();
      }
      return Optional.of(kinds > 1 ? "mixed" : both > 0 ? "CR LF" : feeds > 0 ? "LF" : "CR");
    } catch (IOException _) {
      // The reader of the table has already reported what is wrong with the file.
      return Optional.empty();
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    in.mark(2);
    boolean isGzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return isGzip ? new GZIPInputStream(in) : in;
  }
}
