package dev.adjoint.pipeline.settings;

import dev.adjoint.data.image.Augmentation;
import dev.adjoint.tensor.CheckReturnValue;
import java.util.Optional;
import java.util.function.Consumer;

/// The choices of the user about training; the rest is found from the data.
///
/// @param epochs the last epoch
/// @param batch samples in a step
/// @param rate the step size
/// @param optimizer the update rule
/// @param patience epochs without a better validation loss after which training stops; 0 never
/// @param seed one seed gives one result, to the last bit
/// @param validation the part of the samples that is held out, in (0, 1)
/// @param weightDecay how strongly each step pulls the weights towards 0
/// @param classWeights how much each class counts in the loss
/// @param schedule how the step size changes
/// @param augmentation how images are changed during training
/// @param calibrated whether the probabilities of classes are calibrated on the held-out samples
public record SettingsPlan(
    Optional<Integer> epochs,
    Optional<Integer> batch,
    Optional<Double> rate,
    Optional<OptimizerChoice> optimizer,
    Optional<Integer> patience,
    long seed,
    double validation,
    Optional<Double> weightDecay,
    ClassWeighting classWeights,
    Optional<StepSize> schedule,
    Optional<Augmentation> augmentation,
    boolean calibrated) {

  /// The default seed.
  public static final long SEED = 1;

  /// The default part of the samples that is held out.
  public static final double VALIDATION = 0.2;

  /// Nothing is fixed.
  public static final SettingsPlan FREE =
      new SettingsPlan(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          SEED,
          VALIDATION,
          Optional.empty(),
          ClassWeighting.NONE,
          Optional.empty(),
          Optional.empty(),
          false);

  /// The same with this last epoch.
  @CheckReturnValue
  public SettingsPlan withEpochs(int last) {
    return with(change -> change.epochs = Optional.of(last));
  }

  /// The same with this number of samples in a step.
  @CheckReturnValue
  public SettingsPlan withBatch(int samples) {
    return with(change -> change.batch = Optional.of(samples));
  }

  /// The same with this step size.
  @CheckReturnValue
  public SettingsPlan withRate(double step) {
    return with(change -> change.rate = Optional.of(step));
  }

  /// The same with this update rule.
  @CheckReturnValue
  public SettingsPlan withOptimizer(OptimizerChoice rule) {
    return with(change -> change.optimizer = Optional.of(rule));
  }

  /// The same with this patience.
  @CheckReturnValue
  public SettingsPlan withPatience(int stale) {
    return with(change -> change.patience = Optional.of(stale));
  }

  /// The same with this seed.
  @CheckReturnValue
  public SettingsPlan withSeed(long number) {
    return with(change -> change.seed = number);
  }

  /// The same with this part held out.
  @CheckReturnValue
  public SettingsPlan withValidation(double part) {
    return with(change -> change.validation = part);
  }

  /// The same with this weight decay.
  @CheckReturnValue
  public SettingsPlan withWeightDecay(double strength) {
    return with(change -> change.weightDecay = Optional.of(strength));
  }

  /// The same with this weighting of the classes.
  @CheckReturnValue
  public SettingsPlan withClassWeights(ClassWeighting weighting) {
    return with(change -> change.classWeights = weighting);
  }

  /// The same with this change of the step size.
  @CheckReturnValue
  public SettingsPlan withSchedule(StepSize shape) {
    return with(change -> change.schedule = Optional.of(shape));
  }

  /// The same with this change of images.
  @CheckReturnValue
  public SettingsPlan withAugmentation(Augmentation images) {
    return with(change -> change.augmentation = Optional.of(images));
  }

  /// The same, with or without the calibration of probabilities.
  @CheckReturnValue
  public SettingsPlan withCalibration(boolean isWanted) {
    return with(change -> change.calibrated = isWanted);
  }

  private SettingsPlan with(Consumer<Change> change) {
    Change changed = new Change(this);
    change.accept(changed);
    return changed.plan();
  }

  /// The settings, from the choices of the user and the defaults.
  public Settings settings(Defaults found) {
    int last = epochs.orElseGet(found::epochs);
    OptimizerChoice rule = optimizer.orElseGet(found::optimizer);
    return new Settings(
        last,
        batch.orElseGet(found::batch),
        rate.orElseGet(() -> found.rate(rule)),
        rule,
        seed,
        validation,
        patience.orElseGet(() -> found.patience(last)),
        weightDecay.orElseGet(() -> found.weightDecay(rule)),
        classWeights,
        schedule.orElseGet(found::schedule),
        augmentation.orElseGet(found::augmentation),
        calibrated);
  }

  /// A copy of a plan in which one value is about to be replaced.
  private static final class Change {
    Optional<Integer> epochs;
    Optional<Integer> batch;
    Optional<Double> rate;
    Optional<OptimizerChoice> optimizer;
    Optional<Integer> patience;
    long seed;
    double validation;
    Optional<Double> weightDecay;
    ClassWeighting classWeights;
    Optional<StepSize> schedule;
    Optional<Augmentation> augmentation;
    boolean calibrated;

    Change(SettingsPlan from) {
      epochs = from.epochs;
      batch = from.batch;
      rate = from.rate;
      optimizer = from.optimizer;
      patience = from.patience;
      seed = from.seed;
      validation = from.validation;
      weightDecay = from.weightDecay;
      classWeights = from.classWeights;
      schedule = from.schedule;
      augmentation = from.augmentation;
      calibrated = from.calibrated;
    }

    SettingsPlan plan() {
      return new SettingsPlan(
          epochs,
          batch,
          rate,
          optimizer,
          patience,
          seed,
          validation,
          weightDecay,
          classWeights,
          schedule,
          augmentation,
          calibrated);
    }
  }
}
