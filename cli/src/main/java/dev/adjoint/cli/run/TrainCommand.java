package dev.adjoint.cli.run;

import dev.adjoint.cli.command.MisuseException;
import dev.adjoint.cli.command.Output;
import dev.adjoint.cli.command.Threads;
import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.TrainingRun;
import dev.adjoint.pipeline.network.NetworkPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `adjoint train`: reads the options; [TrainingRun] does the work.
@Command(
    name = "train",
    description = {
      "Trains a network and leaves a folder with the model, figures, pictures and a report.",
      "",
      "DATA is a CSV file (with --target; with --text for texts; with --user and --item for ratings),"
          + " a folder of photographs with a folder for each class, a text file or a folder of them"
          + " for a language model, a folder with IDX files of images and labels, or nothing: then a"
          + " generated set is used.",
      ""
    })
public final class TrainCommand implements Callable<Integer> {

  private static final Set<String> FREE_WHEN_RESUMED =
      Set.of("--resume", "--out", "--epochs", "--threads", "--profile", "--json");

  @Spec private CommandSpec spec;
  @Mixin private DataOptions source;
  @Mixin private TrainingOptions training;
  @Mixin private Threads threads;
  @Mixin private Output output;

  @Parameters(
      arity = "0..1",
      paramLabel = "DATA",
      description = "A CSV file, a text, or a folder of images or texts.")
  private @Nullable Path data;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder of the run. Default: a new one in runs/.")
  private @Nullable Path out;

  @Option(
      names = "--resume",
      description =
          "Continues the run in --out with its data and settings; only --epochs and --threads may change.")
  private boolean resume;

  @Option(
      names = "--profile",
      description = {
        "Says after training where its time went, operation by operation, and leaves trace.json,"
            + " which ui.perfetto.dev shows."
      })
  private boolean profile;

  @Override
  public Integer call() {
    threads.apply();
    NetworkPlan network = NetworkOptions.plan(spec.commandLine().getParseResult());
    training.requireRanges();
    try (TrainingRun run = resume ? resumed() : started(network)) {
      return new TrainingSession(run, output).run(profile);
    }
  }

  private TrainingRun started(NetworkPlan network) {
    double validation = source.validation();
    return Training.of(source.source(data, spec.commandLine().getParseResult()))
        .with(network)
        .with(training.plan(validation))
        .start(Optional.ofNullable(out));
  }

  private TrainingRun resumed() {
    if (out == null) {
      throw new MisuseException("--resume needs the folder of the run: --out DIR");
    }
    List<String> fixed =
        spec.commandLine().getParseResult().matchedOptions().stream()
            .map(OptionSpec::longestName)
            .filter(name -> !FREE_WHEN_RESUMED.contains(name))
            .toList();
    if (data != null || !fixed.isEmpty()) {
      throw new MisuseException(
          "--resume takes data and settings from the run in %s; leave out %s"
              .formatted(out, data == null ? String.join(", ", fixed) : data));
    }
    return TrainingRun.resume(out, training.epochs());
  }
}
