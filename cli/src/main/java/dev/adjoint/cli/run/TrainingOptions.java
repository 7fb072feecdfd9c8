package dev.adjoint.cli.run;

import dev.adjoint.cli.command.MisuseException;
import dev.adjoint.data.DataException;
import dev.adjoint.data.image.Augmentation;
import dev.adjoint.pipeline.settings.ClassWeighting;
import dev.adjoint.pipeline.settings.OptimizerChoice;
import dev.adjoint.pipeline.settings.SettingsPlan;
import dev.adjoint.pipeline.settings.StepSize;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of `train` about the training.
final class TrainingOptions {

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "The largest number of epochs. Default: found from the data.")
  private @Nullable Integer epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Samples in a step. Default: found from the data.")
  private @Nullable Integer batch;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = "The step size. Default: found from the data and the optimizer.")
  private @Nullable Double rate;

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      description = "${COMPLETION-CANDIDATES}. Default: adamw.")
  private @Nullable OptimizerChoice optimizer;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description =
          "Epochs without a better validation loss before it stops; 0 never stops early. Default:"
              + " three tenths of the epochs, at least 5.")
  private @Nullable Integer patience;

  @Option(
      names = "--weight-decay",
      paramLabel = "W",
      description =
          "How strongly each step pulls the weights towards 0. Default: found from the model and the"
              + " optimizer.")
  private @Nullable Double weightDecay;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "One seed gives one result, to the last bit. Default: " + SettingsPlan.SEED + ".")
  private @Nullable Long seed;

  @Option(
      names = "--class-weights",
      paramLabel = "W",
      description =
          "${COMPLETION-CANDIDATES}: balanced lets a rare class count as much as a frequent one."
              + " Default: none.")
  private @Nullable ClassWeighting classWeights;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      description =
          "How the step size changes: ${COMPLETION-CANDIDATES}; cosine lets it fall to 0. Default: that of the model.")
  private @Nullable StepSize schedule;

  @Option(
      names = "--augment",
      paramLabel = "PARTS",
      description =
          "Images are changed at random while training goes on: usual, none, or parts such as"
              + " flip,shift=0.1,rotate=10,scale=0.1,colour=0.2,noise=0.1,cutout=0.25,randaugment=0.3,mixup=0.2. Default:"
              + " usual for photographs with cnn, resnet and mobilenet, else none.")
  private @Nullable String augment;

  @Option(
      names = "--calibrate",
      description =
          "Divides the logits of a classifier by a temperature that is found on the held-out samples, so that its probabilities are as often right as they say.")
  private boolean calibrate;

  /// Checks the options that can be checked before the data is read.
  ///
  /// @throws MisuseException naming the option, its value and its range
  void requireRanges() {
    if (rate != null && !(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new MisuseException(
          "--rate is %s but must be a finite number above 0; 0.001 is usual".formatted(rate));
    }
    if (weightDecay != null && !(weightDecay >= 0 && weightDecay < Double.POSITIVE_INFINITY)) {
      throw new MisuseException(
          "--weight-decay is %s but must be a finite number of at least 0; 0.01 is usual"
              .formatted(weightDecay));
    }
    requireAtLeast("--epochs", epochs, 1);
    requireAtLeast("--batch", batch, 1);
    requireAtLeast("--patience", patience, 0);
    augmentation();
  }

  private Optional<Augmentation> augmentation() {
    try {
      return Optional.ofNullable(augment).map(Augmentation::of);
    } catch (DataException e) {
      throw new MisuseException("--" + e.getMessage());
    }
  }

  private static void requireAtLeast(String option, @Nullable Integer value, int least) {
    if (value != null && value < least) {
      throw new MisuseException("%s is %d but must be at least %d".formatted(option, value, least));
    }
  }

  /// Whether the step size was given.
  boolean hasRate() {
    return rate != null;
  }

  Optional<Integer> epochs() {
    return Optional.ofNullable(epochs);
  }

  /// The options of the training.
  ///
  /// @param validation the part of the samples that is held out
  SettingsPlan plan(double validation) {
    return new SettingsPlan(
        Optional.ofNullable(epochs),
        Optional.ofNullable(batch),
        Optional.ofNullable(rate),
        Optional.ofNullable(optimizer),
        Optional.ofNullable(patience),
        seed == null ? SettingsPlan.SEED : seed,
        validation,
        Optional.ofNullable(weightDecay),
        classWeights == null ? ClassWeighting.NONE : classWeights,
        Optional.ofNullable(schedule),
        augmentation(),
        calibrate);
  }
}
