package dev.adjoint.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// The line that a JVM writes to its error stream when it is started with the Vector API.
///
/// It does not concern the user, and no option of the JVM turns it off.
final class IncubatorNotice {

  private static final byte[] LINE =
      "WARNING: Using incubator modules: jdk.incubator.vector".getBytes(StandardCharsets.US_ASCII);

  private IncubatorNotice() {}

  /// Copies the error stream of a JVM to its end, without that line. Every other byte is passed on
  /// as soon as it cannot belong to the line.
  static void copyWithout(InputStream from, OutputStream to) throws IOException {
    int matched = 0;
    boolean atLineStart = true;
    for (int b = from.read(); b >= 0; b = from.read()) {
      if (atLineStart && matched < LINE.length && b == LINE[matched]) {
        matched++;
        continue;
      }
      if (matched == LINE.length && (b == '\n' || b == '\r')) {
        if (b == '\n') {
          matched = 0;
        }
        continue;
      }
      to.write(LINE, 0, matched);
      to.write(b);
      matched = 0;
      atLineStart = b == '\n';
      if (from.available() == 0) {
        to.flush();
      }
    }
    to.write(LINE, 0, matched == LINE.length ? 0 : matched);
    to.flush();
  }
}
