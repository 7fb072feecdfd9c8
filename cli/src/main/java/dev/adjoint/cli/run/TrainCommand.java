package dev.adjoint.cli.run;

import dev.adjoint.cli.Output;
import dev.adjoint.cli.Threads;
import dev.adjoint.data.Task;
import dev.adjoint.data.generate.GeneratedSet;
import dev.adjoint.nn.Activation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `adjoint train`: reads the options; [TrainRun] does the work.
@Command(
    name = "train",
    description = {
      "Trains a network and leaves a folder with the model, figures, pictures and a report.",
      "",
      "DATA is a CSV file (with --target), a folder with IDX files of images and labels, or nothing:"
          + " then a generated set is used."
    })
public final class TrainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Output output;
  @Mixin private Threads threads;

  @Parameters(
      arity = "0..1",
      paramLabel = "DATA",
      description = "A CSV file or a folder of images.")
  private @Nullable Path data;

  @Option(
      names = "--set",
      paramLabel = "NAME",
      description = "The generated set without DATA: ${COMPLETION-CANDIDATES}. Default: spirals.")
  private @Nullable GeneratedSet set;

  @Option(names = "--samples", paramLabel = "N", description = "Samples of a generated set.")
  private @Nullable Integer samples;

  @Option(
      names = "--noise",
      paramLabel = "SD",
      description = "Standard deviation of a generated set's noise.")
  private @Nullable Double noise;

  @Option(names = "--target", paramLabel = "COLUMN", description = "The column to predict.")
  private @Nullable String target;

  @Option(
      names = "--drop",
      split = ",",
      paramLabel = "COLUMN",
      description = "Columns that are not used.")
  private List<String> drop = List.of();

  @Option(
      names = "--categories",
      split = ",",
      paramLabel = "COLUMN",
      description = "Columns of numbers that are categories, such as postal codes.")
  private List<String> categories = List.of();

  @Option(
      names = "--task",
      paramLabel = "TASK",
      description = "classification or regression. Default: found from the target.")
  private @Nullable Task task;

  @Option(
      names = "--layers",
      split = ",",
      paramLabel = "WIDTH",
      description =
          "Widths of the hidden layers, such as 64,64; 0 for none. Default: found from the data.")
  private @Nullable List<Integer> layers;

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      description = "After each hidden layer: ${COMPLETION-CANDIDATES}. Default: ReLU.")
  private @Nullable Activation activation;

  @Option(
      names = "--dropout",
      paramLabel = "P",
      description = "Probability of dropout after each activation. Default: ${DEFAULT-VALUE}.")
  private double dropout;

  @Option(names = "--epochs", paramLabel = "N", description = "At most so many epochs.")
  private @Nullable Integer epochs;

  @Option(names = "--batch", paramLabel = "N", description = "Samples in a step.")
  private @Nullable Integer batch;

  @Option(names = "--rate", paramLabel = "R", description = "The step size.")
  private @Nullable Double rate;

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      description = "${COMPLETION-CANDIDATES}. Default: adamw.")
  private @Nullable OptimizerChoice optimizer;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description = "Epochs without a better validation loss before it stops; 0 never stops early.")
  private @Nullable Integer patience;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "One seed gives one result, to the last bit. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--validation",
      paramLabel = "PART",
      description = "The part of the samples that is held out. Default: ${DEFAULT-VALUE}.")
  private double validation = 0.2;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder of the run. Default: a new one in runs/.")
  private @Nullable Path out;

  @Option(
      names = "--resume",
      description =
          "Goes on with the run in --out, with its data and settings; only --epochs and --threads may change.")
  private boolean resume;

  @Override
  public Integer call() throws Exception {
    threads.apply();
    if (resume) {
      return resumed().run();
    }
    DataSource source = source();
    requireRanges();
    Path folder = out == null ? RunFolder.fresh(source.name()) : out;
    return TrainRun.start(folder, source, this::choose, validation, seed, output).run();
  }

  private TrainRun resumed() throws Exception {
    if (out == null) {
      throw used("--resume wants the folder of the run: --out DIR");
    }
    if (data != null || set != null || target != null) {
      throw used(
          "--resume takes the data from the run in %s; leave out DATA, --set and --target"
              .formatted(out));
    }
    return TrainRun.resume(new RunFolder(out), Optional.ofNullable(epochs), output);
  }

  private DataSource source() {
    if (data == null) {
      if (target != null) {
        throw used("--target wants a CSV file: adjoint train FILE --target %s".formatted(target));
      }
      GeneratedSet chosen = set == null ? GeneratedSet.SPIRALS : set;
      return new DataSource.Generated(
          chosen,
          samples == null ? chosen.count() : samples,
          noise == null ? chosen.noise() : noise);
    }
    if (set != null || samples != null || noise != null) {
      throw used(
          "--set, --samples and --noise are for generated data; leave them out with %s"
              .formatted(data));
    }
    if (Files.isDirectory(data)) {
      return new DataSource.Images(data);
    }
    if (target == null) {
      throw used("%s wants the column to predict: --target COLUMN".formatted(data));
    }
    return new DataSource.Csv(data, target, drop, categories, Optional.ofNullable(task));
  }

  private void requireRanges() {
    if (!(validation > 0 && validation < 1)) {
      throw used(
          "--validation is %s but must be above 0 and below 1; 0.2 is usual".formatted(validation));
    }
    if (rate != null && !(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
      throw used(
          "--rate is %s but must be a finite number above 0; 0.001 is usual".formatted(rate));
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw used(
          "--dropout is %s but must be at least 0 and below 1; 0.5 is usual".formatted(dropout));
    }
    requireAtLeast("--epochs", epochs, 1);
    requireAtLeast("--batch", batch, 1);
    requireAtLeast("--patience", patience, 0);
    if (layers != null && !layers.equals(List.of(0))) {
      layers.forEach(width -> requireAtLeast("--layers", width, 1));
    }
  }

  private void requireAtLeast(String option, @Nullable Integer value, int least) {
    if (value != null && value < least) {
      throw used("%s is %d but must be at least %d".formatted(option, value, least));
    }
  }

  private ParameterException used(String message) {
    return new ParameterException(spec.commandLine(), "adjoint train: " + message);
  }

  /// What was said on the command line, and for the rest what fits the data.
  private TrainRun.Plan choose(Choices found) {
    int chosenEpochs = epochs == null ? found.epochs() : epochs;
    OptimizerChoice rule = optimizer == null ? found.optimizer() : optimizer;
    Settings settings =
        new Settings(
            chosenEpochs,
            batch == null ? found.batch() : batch,
            rate == null ? found.rate(rule) : rate,
            rule,
            seed,
            validation,
            patience == null ? found.patience(chosenEpochs) : patience);
    List<Integer> hidden = layers == null ? found.hidden() : layers;
    Architecture architecture =
        new Architecture(
            found.inputs(),
            hidden.equals(List.of(0)) ? List.of() : hidden,
            activation == null ? found.activation() : activation,
            dropout,
            found.outputs());
    return new TrainRun.Plan(architecture, settings);
  }
}
