package dev.adjoint.cli;

import dev.adjoint.cli.descent.DescentCommand;
import dev.adjoint.cli.gradcheck.GradcheckCommand;
import dev.adjoint.cli.lesson.LessonCommand;
import dev.adjoint.cli.run.EvaluateCommand;
import dev.adjoint.cli.run.PredictCommand;
import dev.adjoint.cli.run.TrainCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The `adjoint` program: finds the command, runs it and ends the process with its exit code.
///
/// Exit codes: 0 done, 1 failed, 2 used wrongly, 130 interrupted.
@Command(
    name = "adjoint",
    description = "Trains neural networks in pure Java and shows its working.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    subcommands = {
      TrainCommand.class,
      PredictCommand.class,
      EvaluateCommand.class,
      GradcheckCommand.class,
      DescentCommand.class,
      LessonCommand.class
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  private Main() {}

  /// Runs the program and ends the process with its exit code.
  ///
  /// @param arguments the command and its options, as typed
  public static void main(String[] arguments) {
    UnicodeOutput.ensure();
    System.exit(run(arguments));
  }

  /// Runs the program without ending the process.
  ///
  /// @param arguments the command and its options, as typed
  /// @return the exit code
  static int run(String... arguments) {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(new Misuse())
        .setExecutionExceptionHandler(new Failures())
        .execute(arguments);
  }

  /// Without a command: the help, which lists the commands.
  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }
}
