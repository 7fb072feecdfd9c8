package dev.adjoint.pipeline.settings;

import dev.adjoint.data.image.Augmentation;
import java.util.Optional;

/// What a person fixed about training; the rest is found from the data.
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
/// @param augmentation how images are changed while training goes on
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
    Optional<Augmentation> augmentation) {

  /// The seed where nothing is said.
  public static final long SEED = 1;

  /// The part that is held out where nothing is said.
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
          Optional.empty());

  /// The same with this last epoch.
  public SettingsPlan withEpochs(int last) {
    return new SettingsPlan(
        Optional.of(last),
        batch,
        rate,
        optimizer,
        patience,
        seed,
        validation,
        weightDecay,
        classWeights,
        schedule,
        augmentation);
  }

  /// The same with this number of samples in a step.
  public SettingsPlan withBatch(int samples) {
    return new SettingsPlan(
        epochs,
        Optional.of(samples),
        rate,
        optimizer,
        patience,
        seed,
        validation,
        weightDecay,
        classWeights,
        schedule,
        augmentation);
  }

  /// The same with this step size.
  public SettingsPlan withRate(double step) {
    return new SettingsPlan(
        epochs,
        batch,
        Optional.of(step),
        optimizer,
        patience,
        seed,
        validation,
        weightDecay,
        classWeights,
        schedule,
        augmentation);
  }

  /// The same with this update rule.
  public SettingsPlan withOptimizer(OptimizerChoice rule) {
    return new SettingsPlan(
        epochs,
        batch,
        rate,
        Optional.of(rule),
        patience,
        seed,
        validation,
        weightDecay,
        classWeights,
        schedule,
        augmentation);
  }

  /// The same with this patience.
  public SettingsPlan withPatience(int stale) {
    return new SettingsPlan(
        epochs,
        batch,
        rate,
        optimizer,
        Optional.of(stale),
        seed,
        validation,
        weightDecay,
        classWeights,
        schedule,
        augmentation);
  }

  /// The same with this seed.
  public SettingsPlan withSeed(long number) {
    return new SettingsPlan(
        epochs,
        batch,
        rate,
        optimizer,
        patience,
        number,
        validation,
        weightDecay,
        classWeights,
        schedule,
        augmentation);
  }

  /// The same with this part held out.
  public SettingsPlan withValidation(double part) {
    return new SettingsPlan(
        epochs,
        batch,
        rate,
        optimizer,
        patience,
        seed,
        part,
        weightDecay,
        classWeights,
        schedule,
        augmentation);
  }

  /// The same with this weight decay.
  public SettingsPlan withWeightDecay(double strength) {
    return new SettingsPlan(
        epochs,
        batch,
        rate,
        optimizer,
        patience,
        seed,
        validation,
        Optional.of(strength),
        classWeights,
        schedule,
        augmentation);
  }

  /// The same with this weighting of the classes.
  public SettingsPlan withClassWeights(ClassWeighting weighting) {
    return new SettingsPlan(
        epochs,
        batch,
        rate,
        optimizer,
        patience,
        seed,
        validation,
        weightDecay,
        weighting,
        schedule,
        augmentation);
  }

  /// The same with this change of the step size.
  public SettingsPlan withSchedule(StepSize change) {
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
        Optional.of(change),
        augmentation);
  }

  /// The same with this change of images.
  public SettingsPlan withAugmentation(Augmentation change) {
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
        Optional.of(change));
  }

  /// The settings: what was fixed, and for the rest what fits the data.
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
        augmentation.orElseGet(found::augmentation));
  }
}
