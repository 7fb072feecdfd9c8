package dev.adjoint.cli;

import dev.adjoint.data.Spelling;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What is printed when a command is used wrongly: what is wrong, what was probably meant, and how
/// to list the options. The whole help is not printed, because the first line would scroll off the
/// screen.
final class Misuse implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException misuse, String[] arguments) {
    return print(misuse.getCommandLine(), message(misuse));
  }

  /// Prints the lines.
  ///
  /// @return the exit code
  static int print(CommandLine command, String message) {
    String name = command.getCommandSpec().qualifiedName();
    PrintWriter err = command.getErr();
    err.println("%s: %s".formatted(name, message));
    err.println("%s --help lists the options".formatted(name));
    err.flush();
    return CommandLine.ExitCode.USAGE;
  }

  private static String message(ParameterException misuse) {
    return switch (misuse) {
      case UnmatchedArgumentException unmatched -> unmatched(unmatched);
      case MissingParameterException missing -> missing(missing);
      case OverwrittenOptionException twice ->
          "%s is given twice; leave one out".formatted(name(twice.getOverwritten()));
      default -> plain(String.valueOf(misuse.getMessage()));
    };
  }

  private static String unmatched(UnmatchedArgumentException misuse) {
    CommandSpec command = misuse.getCommandLine().getCommandSpec();
    String argument = misuse.getUnmatched().getFirst();
    if (misuse.isUnknownOption()) {
      List<String> names = command.options().stream().map(OptionSpec::longestName).toList();
      return "there is no option %s; %s".formatted(argument, Spelling.suggest(argument, names));
    }
    if (!command.subcommands().isEmpty()) {
      return "there is no command '%s'; %s"
          .formatted(argument, Spelling.suggest(argument, command.subcommands().keySet()));
    }
    return "'%s' is one argument too many; leave it out, or name the option it belongs to"
        .formatted(argument);
  }

  private static String missing(MissingParameterException misuse) {
    ArgSpec first = misuse.getMissing().getFirst();
    if (first instanceof OptionSpec option) {
      return "%s needs a value: %s %s"
          .formatted(option.longestName(), option.longestName(), option.paramLabel());
    }
    List<String> missing =
        misuse.getCommandLine().getCommandSpec().positionalParameters().stream()
            .filter(PositionalParamSpec::required)
            .dropWhile(parameter -> !parameter.equals(first))
            .map(Misuse::name)
            .toList();
    return missing.size() == 1
        ? "%s is missing; give it after the command".formatted(missing.getFirst())
        : "%s are missing; give them after the command".formatted(String.join(" and ", missing));
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  /// The parser's message in our words.
  private static String plain(String message) {
    return message
        .replaceFirst("^Invalid value for option '([^']+)'(?: \\([^)]*\\))?: ", "$1: ")
        .replaceFirst("^Invalid value for positional parameter [^(]*\\(([^)]*)\\): ", "$1: ")
        .replaceFirst("is not an? (?:int|long)$", "is not a whole number")
        .replaceFirst("is not a double$", "is not a number");
  }
}
