package dev.adjoint.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What is printed when a command is used wrongly: what is wrong, what was meant perhaps, and where
/// the options are listed. The whole help would push the first line off the screen.
final class Misuse implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException misuse, String[] arguments) {
    CommandLine command = misuse.getCommandLine();
    PrintWriter err = command.getErr();
    String message = String.valueOf(misuse.getMessage());
    err.println(message.startsWith("adjoint") ? message : "adjoint: " + message);
    UnmatchedArgumentException.printSuggestions(misuse, err);
    err.println("%s --help lists the options".formatted(command.getCommandSpec().qualifiedName()));
    err.flush();
    return CommandLine.ExitCode.USAGE;
  }
}
