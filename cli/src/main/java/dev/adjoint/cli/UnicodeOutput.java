package dev.adjoint.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Makes standard output and standard error able to print any text.
final class UnicodeOutput {

  private UnicodeOutput() {}

  /// Where the locale names no language, as in most containers, Java prints ASCII and a question
  /// mark for everything else. In this case UTF-8 is printed, which terminals can display.
  static void ensure() {
    if (System.out.charset().equals(StandardCharsets.US_ASCII)) {
      System.setOut(utf8(FileDescriptor.out));
    }
    if (System.err.charset().equals(StandardCharsets.US_ASCII)) {
      System.setErr(utf8(FileDescriptor.err));
    }
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
