package dev.adjoint.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;

/// The error stream that the script `adjoint` gives to the program, separate from that of the JVM,
/// whose messages it filters.
final class ErrorStream {

  /// The property with the number of the stream.
  private static final String NUMBER = "adjoint.stderr";

  private ErrorStream() {}

  /// Makes [System#err] write to the stream that the script gave, if it did. So the program's
  /// messages arrive at once and in order, independent of the filter.
  static void install() {
    Integer number = Integer.getInteger(NUMBER);
    if (number == null) {
      return;
    }
    try {
      Constructor<FileDescriptor> byNumber = FileDescriptor.class.getDeclaredConstructor(int.class);
      byNumber.setAccessible(true);
      System.setErr(
          new PrintStream(
              new FileOutputStream(byNumber.newInstance(number)), true, System.err.charset()));
    } catch (ReflectiveOperationException | RuntimeException _) {
      // The stream cannot be opened, so the messages go through the filter, as those of the JVM do.
    }
  }
}
