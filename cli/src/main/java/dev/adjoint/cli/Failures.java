package dev.adjoint.cli;

import dev.adjoint.cli.command.CommandException;
import dev.adjoint.cli.command.MisuseException;
import dev.adjoint.cli.command.Version;
import dev.adjoint.data.DataException;
import dev.adjoint.pipeline.folder.RunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// What a failed command prints: the message alone if it says what to do, otherwise with the stack
/// for a bug report.
final class Failures implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult arguments) {
    if (failure instanceof ParameterException misuse) {
      return new Misuse().handleParseException(misuse, new String[0]);
    }
    if (failure instanceof MisuseException misuse) {
      return Misuse.print(command, String.valueOf(misuse.getMessage()));
    }
    Optional<String> told = message(failure);
    System.err.println(
        "adjoint: "
            + told.orElse(
                "this is a bug in adjoint %s, not in what you typed; report it with these lines"
                    .formatted(Version.text())));
    if (told.isEmpty()) {
      failure.printStackTrace();
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  /// What to print when memory ran out.
  static String outOfMemory() {
    return "adjoint: the %,d MB of memory that Java may use are full; use smaller batches or layers or less data, or give Java more memory with JDK_JAVA_OPTIONS=-Xmx8g"
        .formatted(Runtime.getRuntime().maxMemory() >> 20);
  }

  private static Optional<String> message(Exception failure) {
    return switch (failure) {
      case CommandException told -> Optional.ofNullable(told.getMessage());
      case RunException told -> Optional.ofNullable(told.getMessage());
      case DataException told -> Optional.ofNullable(told.getMessage());
      case NoSuchFileException missing ->
          Optional.of("there is no file %s; check the path".formatted(missing.getFile()));
      case AccessDeniedException denied ->
          Optional.of(
              "you may not read or write %s; check its permissions".formatted(denied.getFile()));
      case UncheckedIOException wrapped ->
          Optional.ofNullable(wrapped.getCause()).flatMap(Failures::message);
      case IOException told -> Optional.ofNullable(told.getMessage());
      default -> Optional.empty();
    };
  }
}
