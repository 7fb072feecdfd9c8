package dev.adjoint.cli.run;

import dev.adjoint.cli.cluster.ClusterOptions;
import dev.adjoint.cli.cluster.ClusterSession;
import dev.adjoint.cli.command.MisuseException;
import dev.adjoint.cli.command.Output;
import dev.adjoint.cli.command.Threads;
import dev.adjoint.data.Holdout;
import dev.adjoint.pipeline.CrossValidation;
import dev.adjoint.pipeline.TimedSearchResult;
import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.TrainingRun;
import dev.adjoint.pipeline.folder.JsonText;
import dev.adjoint.pipeline.layers.LayerSchema;
import dev.adjoint.pipeline.network.NetworkPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/// `adjoint train`: reads the options; [TrainingRun] does the work.
@Command(
    name = "train",
    description = {
      "Trains a network and leaves a folder with the model, figures, pictures and a report.",
      "",
      "DATA is a CSV file (with --target; with --text for texts; with --user and --item for"
          + " ratings; with --time and --horizon for time series), a folder of photographs with a"
          + " folder for each class, a text file or a folder of them for a language model, a folder"
          + " with IDX files of images and labels, or nothing: then a generated set is used.",
      ""
    })
public final class TrainCommand implements Callable<Integer> {

  private static final Set<String> FREE_WHEN_RESUMED =
      Set.of(
          "--resume",
          "--out",
          "--epochs",
          "--threads",
          "--profile",
          "--tensorboard",
          "--mlflow",
          "--json");

  @Spec private CommandSpec spec;
  @Mixin private DataOptions source;
  @Mixin private TrainingOptions training;
  @Mixin private ClusterOptions cluster;
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
      names = "--folds",
      paramLabel = "K",
      description =
          "After the training also a cross-validation with 2 to 100 folds: K more networks are"
              + " trained, each measured on the part that it has not seen.")
  private @Nullable Integer folds;

  @Option(
      names = "--search",
      paramLabel = "TIME",
      description =
          "Searches size, step size and regularisation within this time, such as 90s, 5m or 1h, and"
              + " trains with the best; --time 5m says the same.")
  private @Nullable String search;

  @Option(
      names = "--find-rate",
      description =
          "First trains up to 120 steps with a rising step size, and then, from the beginning, with"
              + " the one at which the loss fell fastest; leaves its picture as rate.svg and"
              + " rate.png.")
  private boolean findRate;

  @Option(
      names = "--resume",
      description =
          "Continues the run in --out with its data and settings; only --epochs and --threads may"
              + " change.")
  private boolean resume;

  @Option(
      names = "--profile",
      description = {
        "Says after training where its time went, operation by operation, and leaves trace.json,"
            + " which ui.perfetto.dev shows."
      })
  private boolean profile;

  @Option(
      names = "--mlflow",
      paramLabel = "ADDRESS",
      description =
          "Tells a server of MLflow (http://…) the settings and curves, or writes them into a"
              + " folder of the form that MLflow reads.")
  private @Nullable String mlflow;

  @Option(
      names = "--tensorboard",
      description =
          "Writes curves, histograms of the weights, samples, the graph and the settings for"
              + " TensorBoard, into the subfolder tensorboard.")
  private boolean tensorboard;

  @Option(
      names = "--model-schema",
      description =
          "Prints the JSON schema of the files that --model takes, and does nothing else.")
  private boolean modelSchema;

  @Override
  public Integer call() throws IOException {
    if (modelSchema) {
      System.out.print(JsonText.of(LayerSchema.toMap()));
      return 0;
    }
    ParseResult parsed = spec.commandLine().getParseResult();
    boolean isOnCluster = cluster.isGiven(parsed, NetworkOptions.names());
    NetworkPlan network = NetworkOptions.plan(parsed);
    training.requireRanges();
    if (isOnCluster) {
      source.requireRanges();
      return new ClusterSession(cluster, NetworkOptions.names(), output)
          .run(address(parsed), Optional.ofNullable(out), parsed);
    }
    threads.apply();
    requireFolds();
    Optional<Duration> limit = SearchTime.of(search, parsed);
    if (findRate && (training.hasRate() || limit.isPresent())) {
      throw new MisuseException(
          "--find-rate chooses the step size, and so does %s; leave out one of them"
              .formatted(training.hasRate() ? "--rate" : "--search"));
    }
    Optional<Training> planned = resume ? Optional.empty() : Optional.of(planned(network));
    Optional<TimedSearchResult> found = Optional.empty();
    if (planned.isPresent() && limit.isPresent()) {
      found = new SearchSession(output).run(planned.get(), limit.get());
      if (found.isEmpty()) {
        return Interruption.INTERRUPTED;
      }
      planned = found.map(TimedSearchResult::best);
    }
    Optional<RateSession.Found> rates =
        findRate ? planned.map(new RateSession(output)::find) : Optional.empty();
    if (rates.isPresent()) {
      planned = planned.map(training -> training.withRate(rates.get().rate()));
    }
    return trained(planned, found, rates);
  }

  /// The data as it was typed: an address such as `hdfs://host/rows` is no path.
  private static Optional<String> address(ParseResult parsed) {
    return parsed.matchedPositionals().stream()
        .flatMap(each -> each.originalStringValues().stream())
        .findFirst();
  }

  private int trained(
      Optional<Training> planned,
      Optional<TimedSearchResult> found,
      Optional<RateSession.Found> rates)
      throws IOException {
    try (TrainingRun run =
        planned.map(each -> each.start(Optional.ofNullable(out))).orElseGet(this::resumed)) {
      TrainingSession session =
          new TrainingSession(
              run,
              planned.flatMap(
                  each -> Optional.ofNullable(folds).map(count -> CrossValidation.of(each, count))),
              found,
              rates,
              output);
      if (tensorboard) {
        return TensorBoardFiles.during(run, output, () -> tracked(run, session));
      }
      return tracked(run, session);
    }
  }

  private int tracked(TrainingRun run, TrainingSession session) {
    return mlflow == null
        ? session.run(profile)
        : MlflowRuns.during(run, mlflow, output, () -> session.run(profile));
  }

  private Training planned(NetworkPlan network) {
    double validation = source.validation();
    Training planned =
        Training.of(source.source(data, spec.commandLine().getParseResult()))
            .with(network)
            .with(training.plan(validation));
    if (folds != null) {
      // Data that cannot be divided is refused before the long training.
      CrossValidation.of(planned, folds).requireDivisible();
    }
    return planned;
  }

  private void requireFolds() {
    if (folds != null && (folds < 2 || folds > Holdout.MOST_FOLDS)) {
      throw new MisuseException(
          "--folds is %d but must be 2 … %d; 5 is usual".formatted(folds, Holdout.MOST_FOLDS));
    }
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
