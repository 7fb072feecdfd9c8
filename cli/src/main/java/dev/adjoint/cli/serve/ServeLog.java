package dev.adjoint.cli.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.adjoint.cli.command.CommandException;
import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.serve.ServeEvents;
import dev.adjoint.serve.http.Access;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The log of a server: one line for each request, and what else happened.
///
/// @param lines where the lines of requests go
/// @param errors where everything else goes
record ServeLog(PrintStream lines, PrintStream errors) implements ServeEvents {

  /// How a line begins, with 0 for every digit.
  private static final String DATE = "0000-00-00T";

  /// A log into a file, at whose end it is continued, or to the error stream.
  ///
  /// @param file the file, or `null` for the error stream
  /// @throws CommandException when the file cannot be written, or is not such a log
  static ServeLog of(@Nullable Path file, PrintStream errors) {
    if (file == null) {
      return new ServeLog(errors, errors);
    }
    requireOurs(file);
    try {
      return new ServeLog(
          new PrintStream(
              Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
              true,
              UTF_8),
          errors);
    } catch (IOException e) {
      throw new CommandException(
          "log: %s cannot be written (%s); name another file with --log"
              .formatted(file, RunException.reason(e)),
          e);
    }
  }

  private static void requireOurs(Path file) {
    if (!Files.isRegularFile(file)) {
      return;
    }
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(DATE.length()), ISO_8859_1);
      if (!start.isEmpty() && !start.replaceAll("\\d", "0").equals(DATE)) {
        throw new CommandException(
            "log: %s is not a log of this server and would be damaged; name another file with --log"
                .formatted(file));
      }
    } catch (IOException e) {
      throw new CommandException(
          "log: %s cannot be read (%s); name another file with --log"
              .formatted(file, RunException.reason(e)),
          e);
    }
  }

  @Override
  public void answered(Access access) {
    lines.println(access.line());
  }

  @Override
  public void failed(String route, Throwable failure) {
    errors.println(
        "adjoint: a request to %s failed, which is a bug; report it with these lines"
            .formatted(route));
    failure.printStackTrace(errors);
  }

  @Override
  public void noted(String sentence) {
    errors.println("adjoint: " + sentence);
  }
}
