package dev.adjoint.cli.command;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/// Standard output whose failures are noticed: a full disk, a reader that has gone.
///
/// A [PrintStream] keeps no reason for a failure, so the stream below it remembers the first one.
public final class StandardOutput extends FilterOutputStream {

  private static volatile @Nullable String failure;

  private StandardOutput(OutputStream out) {
    super(out);
  }

  /// Makes [System#out] remember why it failed.
  public static void install() {
    System.setOut(
        new PrintStream(
            new BufferedOutputStream(
                new StandardOutput(new FileOutputStream(FileDescriptor.out)), 1 << 13),
            true,
            System.out.charset()));
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      if (failure == null) {
        failure = String.valueOf(e.getMessage());
      }
      throw e;
    }
  }

  /// Ends the command when something that was printed did not arrive.
  ///
  /// @throws CommandException with the reason
  public static void requireWritten() {
    if (System.out.checkError()) {
      String reason = failure;
      throw new CommandException(
          "standard output cannot be written (%s); what was printed is not complete"
              .formatted(reason == null ? "it was closed" : reason));
    }
  }

  /// A stream to standard output that throws as soon as a write fails; for long answers.
  static OutputStream checked(PrintStream out) {
    return new BufferedOutputStream(
        new OutputStream() {
          @Override
          public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            out.write(bytes, offset, length);
            requireWritten();
          }

          @Override
          public void flush() {
            out.flush();
            requireWritten();
          }
        },
        1 << 16);
  }
}
