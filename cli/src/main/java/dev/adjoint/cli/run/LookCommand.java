package dev.adjoint.cli.run;

import dev.adjoint.cli.command.Output;
import dev.adjoint.pipeline.look.DataLook;
import dev.adjoint.pipeline.look.Findings;
import dev.adjoint.pipeline.source.DataPlan;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
  @Mixin private ColumnOptions columns;

  @Parameters(
      index = "0",
      paramLabel = "DATA",
      description = "A CSV file, a folder of images, or other data that train takes.")
  private Path data;

  @Override
  public Integer call() {
    DataPlan plan = columns.plan(spec.commandLine().getParseResult());
    Findings findings = DataLook.of(data, plan);
    for (String line : findings.lines()) {
      output.line(line);
    }
    output.answer(findings.toMap());
    return 0;
  }
}
