package dev.adjoint.pipeline.settings;

import dev.adjoint.data.DataException;
import dev.adjoint.data.image.Augmentation;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.nn.optim.UpdateRule;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.train.TrainOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/// How a run trains: everything but the data and the network.
///
/// @param epochs how many times training passes over all samples at most, at least 1
/// @param batch samples in a step, at least 1
/// @param rate the step size, above 0
/// @param optimizer the update rule
/// @param seed decides the split, the initial weights, the order of the samples and dropout
/// @param validation the part of the samples that is held out, in (0, 1)
/// @param patience epochs without a better validation loss after which training stops; 0 never
///   stops early
/// @param weightDecay how strongly each step pulls the weights towards 0, at least 0; the update
///   rule defines it exactly
/// @param classWeights how much each class counts in the loss
/// @param schedule how the step size changes
/// @param augmentation how images are changed during training
/// @param calibrated whether the probabilities of classes are calibrated on the held-out samples
public record Settings(
    int epochs,
    int batch,
    double rate,
    OptimizerChoice optimizer,
    long seed,
    double validation,
    int patience,
    double weightDecay,
    ClassWeighting classWeights,
    StepSize schedule,
    Augmentation augmentation,
    boolean calibrated) {

  /// Checks the ranges.
  ///
  /// @throws DataException naming the value that is out of its range
  public Settings {
    requireAtLeast("epochs", epochs, 1);
    requireAtLeast("batch", batch, 1);
    requireAtLeast("patience", patience, 0);
    if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new DataException(
          "settings: rate must be a finite number above 0 but is %s; 0.001 is usual"
              .formatted(rate));
    }
    if (!(weightDecay >= 0 && weightDecay < Double.POSITIVE_INFINITY)) {
      throw new DataException(
          "settings: weight decay must be a finite number of at least 0 but is %s; 0.01 is usual"
              .formatted(weightDecay));
    }
    if (weightDecay != 0 && !optimizer.hasWeightDecay()) {
      throw new DataException(
          "settings: weight decay is %s but %s has none; leave it out or choose adamw"
              .formatted(weightDecay, optimizer));
    }
    if (!(validation > 0 && validation < 1)) {
      throw new DataException(
          "settings: validation is the part of the samples that is held out and must be above 0 and below 1 but is %s; 0.2 is usual"
              .formatted(validation));
    }
  }

  private static void requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new DataException(
          "settings: %s must be at least %d but is %d; give a larger number"
              .formatted(name, least, value));
    }
  }

  /// The options of the trainer.
  public TrainOptions options() {
    return TrainOptions.ofEpochs(epochs).withBatch(batch).withSeed(seed).withPatience(patience);
  }

  /// The update rule with its rate.
  ///
  /// @param epochSteps the steps of an epoch, where that is known
  /// @throws DataException when the step size changes and the number of steps is not known
  public UpdateRule rule(OptionalInt epochSteps) {
    if (schedule == StepSize.CONSTANT) {
      return optimizer.rule(rate, weightDecay);
    }
    int each =
        epochSteps.orElseThrow(() ->
            new DataException(
                "settings: a step size that changes (--schedule %s) needs a known number of samples, but these are a stream; use --schedule constant"
                    .formatted(schedule)));
    return optimizer.rule(schedule.of(rate, (long) epochs * each), weightDecay);
  }

  /// The same with another last epoch.
  @CheckReturnValue
  public Settings withEpochs(int last) {
    return new Settings(
        last,
        batch,
        rate,
        optimizer,
        seed,
        validation,
        patience,
        weightDecay,
        classWeights,
        schedule,
        augmentation,
        calibrated);
  }

  /// These settings with some changes; the seed and the part that is held out stay. Another update
  /// rule has its own usual step size and weight decay where the changes do not say them.
  ///
  /// @param changes adds what changes to a plan in which nothing is fixed
  /// @throws DataException naming the value that is out of its range
  @CheckReturnValue
  public Settings with(UnaryOperator<SettingsPlan> changes) {
    SettingsPlan free =
        SettingsPlan.FREE.withClassWeights(classWeights).withCalibration(calibrated);
    return changes
        .apply(free)
        .withSeed(seed)
        .withValidation(validation)
        .settings(new AsBefore(this));
  }

  /// Everything as `model.json` has it.
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("epochs", epochs);
    map.put("batch", batch);
    map.put("rate", rate);
    map.put("optimizer", optimizer.toString());
    map.put("seed", seed);
    map.put("validation", validation);
    map.put("patience", patience);
    map.put("weight_decay", weightDecay);
    map.put("class_weights", classWeights.toString());
    if (schedule != StepSize.CONSTANT) {
      map.put("schedule", schedule.toString());
    }
    if (!augmentation.isNone()) {
      map.put("augmentation", augmentation.toString());
    }
    if (calibrated) {
      map.put("calibrate", true);
    }
    return map;
  }

  /// Reads what [#toMap] gave.
  ///
  /// @param fields the map, untrusted
  /// @throws DataException when an entry is missing or wrong
  public static Settings fromMap(PlainMap fields) {
    OptimizerChoice optimizer =
        fields.choice("optimizer", OptimizerChoice.values(), OptimizerChoice::toString);
    return new Settings(
        fields.whole("epochs", 1, Integer.MAX_VALUE),
        fields.whole("batch", 1, Integer.MAX_VALUE),
        fields.positive("rate"),
        optimizer,
        fields.whole("seed"),
        fields.positive("validation"),
        fields.whole("patience", 0, Integer.MAX_VALUE),
        // Runs of earlier versions have the usual weight decay of their rule.
        fields.values().containsKey("weight_decay")
            ? fields.number("weight_decay")
            : optimizer.usualWeightDecay(),
        fields.choice("class_weights", ClassWeighting.values(), ClassWeighting::toString),
        fields.values().containsKey("schedule")
            ? fields.choice("schedule", StepSize.values(), StepSize::toString)
            : StepSize.CONSTANT,
        fields.values().containsKey("augmentation")
            ? Augmentation.of(fields.text("augmentation"))
            : Augmentation.NONE,
        fields.values().containsKey("calibrate") && fields.truth("calibrate"));
  }
}
