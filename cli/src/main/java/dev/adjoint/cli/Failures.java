package dev.adjoint.cli;

import dev.adjoint.data.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// What a failed command prints: the message alone where it says what to do, else with the stack
/// for a bug report.
final class Failures implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments)
      throws Exception {
    if (failure instanceof CommandLine.ParameterException used) {
      return command.getParameterExceptionHandler().handleParseException(used, new String[0]);
    }
    System.err.println("adjoint: " + message(failure));
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static String message(Exception failure) throws Exception {
    return switch (failure) {
      case CommandException told -> String.valueOf(told.getMessage());
      case DataException told -> String.valueOf(told.getMessage());
      case NoSuchFileException missing -> "there is no file " + missing.getFile();
      case IOException told -> String.valueOf(told.getMessage());
      case UncheckedIOException told -> String.valueOf(told.getMessage());
      default -> throw failure;
    };
  }
}
