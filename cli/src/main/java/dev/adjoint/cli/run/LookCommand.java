package dev.adjoint.cli.run;

import dev.adjoint.cli.command.Output;
import dev.adjoint.data.Task;
import dev.adjoint.pipeline.look.DataLook;
import dev.adjoint.pipeline.look.Findings;
import dev.adjoint.pipeline.source.DataPlan;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `adjoint look`: what is in a file or folder, and how to train on it.
@Command(
    name = "look",
    description = {
      "Says what is in a file or a folder before any training: how it is written, columns, classes, what"
          + " is suspicious, and the command that trains on it.",
      ""
    })
public final class LookCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Output output;
  @Mixin private ReadingOptions reading;

  @Parameters(
      index = "0",
      paramLabel = "DATA",
      description = "A CSV file, a folder of images, or other data that train takes.")
  private Path data;

  @Option(
      names = "--target",
      paramLabel = "COLUMN",
      description = "The column to predict. Default: a guess.")
  private @Nullable String target;

  @Option(names = "--drop", paramLabel = "COLUMN", description = "Columns that are not used.")
  private List<String> drop = List.of();

  @Option(
      names = "--categories",
      paramLabel = "COLUMN",
      description = "Columns of numbers that are categories, such as postal codes.")
  private List<String> categories = List.of();

  @Option(
      names = "--task",
      paramLabel = "TASK",
      description = "${COMPLETION-CANDIDATES}. Default: found from the target.")
  private @Nullable Task task;

  @Override
  public Integer call() {
    DataPlan plan =
        new DataPlan(
            Optional.ofNullable(target),
            new LinkedHashSet<>(drop),
            new LinkedHashSet<>(categories),
            Optional.ofNullable(task),
            reading.options(),
            DataOptions.values(spec.commandLine().getParseResult()));
    Findings findings = DataLook.of(data, plan);
    for (String line : findings.lines()) {
      output.line(line);
    }
    output.answer(findings.toMap());
    return 0;
  }
}
