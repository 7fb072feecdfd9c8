package dev.adjoint.cli;

import dev.adjoint.cli.command.CommandException;
import dev.adjoint.cli.command.FusedMultiplyAdd;
import dev.adjoint.cli.command.StandardOutput;
import dev.adjoint.cli.command.Version;
import dev.adjoint.cli.data.DataCommand;
import dev.adjoint.cli.descent.DescentCommand;
import dev.adjoint.cli.doctor.DoctorCommand;
import dev.adjoint.cli.draw.DrawCommand;
import dev.adjoint.cli.explain.CheckExplanationCommand;
import dev.adjoint.cli.explain.ExplainCommand;
import dev.adjoint.cli.file.ConvertCommand;
import dev.adjoint.cli.file.ExportCommand;
import dev.adjoint.cli.file.InspectCommand;
import dev.adjoint.cli.gradcheck.GradcheckCommand;
import dev.adjoint.cli.lesson.LessonCommand;
import dev.adjoint.cli.recommend.RecommendCommand;
import dev.adjoint.cli.run.DataOptions;
import dev.adjoint.cli.run.DiagnoseCommand;
import dev.adjoint.cli.run.EvaluateCommand;
import dev.adjoint.cli.run.GenerateCommand;
import dev.adjoint.cli.run.LookCommand;
import dev.adjoint.cli.run.NetworkOptions;
import dev.adjoint.cli.run.PredictCommand;
import dev.adjoint.cli.run.ReplayCommand;
import dev.adjoint.cli.run.TrainCommand;
import dev.adjoint.cli.serve.ServeCommand;
import dev.adjoint.cli.studio.StudioCommand;
import dev.adjoint.data.Task;
import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.pipeline.settings.ClassWeighting;
import dev.adjoint.pipeline.settings.OptimizerChoice;
import dev.adjoint.pipeline.settings.StepSize;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// The `adjoint` program: finds the command, runs it and ends the process with its exit code.
///
/// Exit codes: 0 done, 1 failed, 2 used wrongly, 130 interrupted by Ctrl-C, 143 ended by SIGTERM.
@Command(
    name = "adjoint",
    description = "Trains neural networks in pure Java and shows its working.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    sortOptions = false,
    abbreviateSynopsis = true,
    subcommands = {
      LookCommand.class,
      TrainCommand.class,
      PredictCommand.class,
      EvaluateCommand.class,
      GenerateCommand.class,
      RecommendCommand.class,
      GradcheckCommand.class,
      DescentCommand.class,
      LessonCommand.class,
      ExplainCommand.class,
      CheckExplanationCommand.class,
      ReplayCommand.class,
      DiagnoseCommand.class,
      DrawCommand.class,
      ServeCommand.class,
      StudioCommand.class,
      DataCommand.class,
      DoctorCommand.class,
      ConvertCommand.class,
      ExportCommand.class,
      InspectCommand.class
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  private Main() {}

  /// Runs the program and ends the process with its exit code.
  ///
  /// @param arguments the command and its options, as typed
  public static void main(String[] arguments) {
    // Pictures are drawn without a screen.
    System.setProperty("java.awt.headless", "true");
    ErrorStream.install();
    UnicodeOutput.ensure();
    StandardOutput.install();
    ProcessorNotice.of(FusedMultiplyAdd.isUsed()).ifPresent(System.err::println);
    System.exit(run(arguments));
  }

  /// Runs the program without ending the process.
  ///
  /// @param arguments the command and its options, as typed
  /// @return the exit code
  static int run(String... arguments) {
    // Numbers look the same in every country. Only lessons have texts in several languages.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    CommandLine program =
        new CommandLine(new Main())
            .registerConverter(Path.class, Main::path)
            .registerConverter(ClassWeighting.class, new Choice<>(ClassWeighting.class))
            .registerConverter(GeneratedSet.class, new Choice<>(GeneratedSet.class))
            .registerConverter(OptimizerChoice.class, new OptimizerName())
            .registerConverter(StepSize.class, new Choice<>(StepSize.class))
            .registerConverter(Task.class, new Choice<>(Task.class))
            .setParameterExceptionHandler(new Misuse())
            .setExecutionExceptionHandler(new Failures());
    CommandSpec train = command(program, "train");
    DataOptions.addTo(train);
    DataOptions.addTo(command(program, "look"));
    NetworkOptions.addTo(train);
    CommandSpec diagnose = command(program, "diagnose");
    DataOptions.addTo(diagnose);
    NetworkOptions.addTo(diagnose);
    Map<String, IHelpSectionRenderer> sections = new HashMap<>(program.getHelpSectionMap());
    sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, new OptionGroups());
    program.setHelpSectionMap(sections);
    try {
      int exitCode = program.execute(arguments);
      return exitCode == 0 ? written() : exitCode;
    } catch (OutOfMemoryError _) {
      System.err.println(Failures.outOfMemory());
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  private static CommandSpec command(CommandLine program, String name) {
    return Objects.requireNonNull(program.getSubcommands().get(name)).getCommandSpec();
  }

  /// Reads a path; an empty one would mean the current folder, which is never intended.
  private static Path path(String text) {
    if (text.isBlank()) {
      throw new TypeConversionException("the path is empty; name a file or a folder");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException("'%s' is not a path (%s)".formatted(text, e.getReason()));
    }
  }

  /// The exit code of a command that did its work: 0 only if its output was written, too.
  private static int written() {
    try {
      StandardOutput.requireWritten();
      return CommandLine.ExitCode.OK;
    } catch (CommandException e) {
      System.err.println("adjoint: " + e.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  /// Without a command: the help, which lists the commands.
  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }
}
