package dev.adjoint.pipeline;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Holdout;
import dev.adjoint.data.image.Augmentation;
import dev.adjoint.data.prepare.ClassTarget;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.prepare.Target;
import dev.adjoint.nn.Activation;
import dev.adjoint.pipeline.folder.RunException;
import dev.adjoint.pipeline.folder.RunFolder;
import dev.adjoint.pipeline.folder.SampleDigests;
import dev.adjoint.pipeline.folder.SavedModel;
import dev.adjoint.pipeline.network.Architecture;
import dev.adjoint.pipeline.network.NetworkPlan;
import dev.adjoint.pipeline.settings.ClassWeighting;
import dev.adjoint.pipeline.settings.OptimizerChoice;
import dev.adjoint.pipeline.settings.SettingsPlan;
import dev.adjoint.pipeline.settings.StepSize;
import dev.adjoint.pipeline.source.DataSource;
import dev.adjoint.tensor.CheckReturnValue;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// A training run that has not started: the data, and the choices of the user about the network and
/// the training. All other settings are found from the data.
///
/// ```java
/// TrainingResult result =
///     Training.of(CsvTable.of(Path.of("penguins.csv"), "species"))
///         .withEpochs(50)
///         .run(Path.of("runs/penguins"));
/// ```
///
/// `adjoint train` does the same with the same result, to the last bit.
///
/// @param source where the samples come from
/// @param network the choices about the network
/// @param settings the choices about the training
public record Training(DataSource source, NetworkPlan network, SettingsPlan settings) {

  /// A run on this data with everything else found from it.
  public static Training of(DataSource source) {
    return new Training(source, NetworkPlan.FREE, SettingsPlan.FREE);
  }

  /// The same with this plan of the network.
  @CheckReturnValue
  public Training with(NetworkPlan plan) {
    return new Training(source, plan, settings);
  }

  /// The same with this plan of the training.
  @CheckReturnValue
  public Training with(SettingsPlan plan) {
    return new Training(source, network, plan);
  }

  /// The same with this last epoch, at least 1.
  @CheckReturnValue
  public Training withEpochs(int last) {
    return with(settings.withEpochs(last));
  }

  /// The same with this number of samples in a step, at least 1.
  @CheckReturnValue
  public Training withBatch(int samples) {
    return with(settings.withBatch(samples));
  }

  /// The same with this step size, above 0.
  @CheckReturnValue
  public Training withRate(double step) {
    return with(settings.withRate(step));
  }

  /// The same with this update rule.
  @CheckReturnValue
  public Training withOptimizer(OptimizerChoice rule) {
    return with(settings.withOptimizer(rule));
  }

  /// The same, but training stops after this number of epochs without a better validation loss; 0
  /// never stops early.
  @CheckReturnValue
  public Training withPatience(int epochs) {
    return with(settings.withPatience(epochs));
  }

  /// The same with this seed. One seed gives one result, to the last bit.
  @CheckReturnValue
  public Training withSeed(long seed) {
    return with(settings.withSeed(seed));
  }

  /// The same with this part of the samples held out, in (0, 1).
  @CheckReturnValue
  public Training withValidation(double part) {
    return with(settings.withValidation(part));
  }

  /// The same with this weighting of the classes in the loss that training minimises. The figures
  /// of the result count every sample the same.
  @CheckReturnValue
  public Training withClassWeights(ClassWeighting weighting) {
    return with(settings.withClassWeights(weighting));
  }

  /// The same with this weight decay, at least 0.
  @CheckReturnValue
  public Training withWeightDecay(double strength) {
    return with(settings.withWeightDecay(strength));
  }

  /// The same, starting from weights of another training of the same network; the last layer starts
  /// from random weights.
  ///
  /// @param file safetensors, or a state dict of PyTorch
  @CheckReturnValue
  public Training withStart(Path file) {
    return with(network.withStart(file));
  }

  /// The same with parameters that keep the values in the file of [#withStart].
  ///
  /// @param patterns paths with commas between them, such as `conv1.*,layer[12].*`
  @CheckReturnValue
  public Training withFreeze(String patterns) {
    return with(network.withFreeze(patterns));
  }

  /// The same with this change of the step size.
  @CheckReturnValue
  public Training withSchedule(StepSize change) {
    return with(settings.withSchedule(change));
  }

  /// The same, but the probabilities of classes are calibrated on the held-out samples, so that
  /// they are as often right as they say.
  @CheckReturnValue
  public Training withCalibration() {
    return with(settings.withCalibration(true));
  }

  /// The same with images changed at random during training.
  @CheckReturnValue
  public Training withAugmentation(Augmentation change) {
    return with(settings.withAugmentation(change));
  }

  /// The same with this kind of network.
  ///
  /// @param name the name of an [dev.adjoint.pipeline.network.ArchitectureKind], such as
  ///   `perceptron`
  @CheckReturnValue
  public Training withModel(String name) {
    return with(network.withModel(name));
  }

  /// The same with this value of an option of the network, as it would appear on the command line.
  ///
  /// @param name such as `width`
  /// @param text such as `32`
  @CheckReturnValue
  public Training withNetworkOption(String name, String text) {
    return with(network.with(name, text));
  }

  /// The same with hidden layers of these widths; none for a linear model.
  @CheckReturnValue
  public Training withHidden(int... widths) {
    return with(network.withHidden(Arrays.stream(widths).boxed().toList()));
  }

  /// The same with this activation after each hidden layer.
  @CheckReturnValue
  public Training withActivation(Activation activation) {
    return with(network.withActivation(activation));
  }

  /// The same with several networks of different initial weights, whose answers are averaged:
  /// better answers for that many times the work, and a measure of how far they agree.
  ///
  /// @param networks 1 … 100
  @CheckReturnValue
  public Training withEnsemble(int networks) {
    return with(network.withEnsemble(networks));
  }

  /// The same with this probability of dropout after each activation, in [0, 1).
  @CheckReturnValue
  public Training withDropout(double probability) {
    return with(network.withDropout(probability));
  }

  /// Trains and writes model, weights, checkpoint and figures into a folder.
  ///
  /// @param folder the folder of the run; it is made if it is not there
  /// @return the result
  /// @throws DataException if the data cannot be read or used
  /// @throws RunException if the folder cannot be written, or the loss does not stay finite
  public TrainingResult run(Path folder) {
    try (TrainingRun run = start(Optional.of(folder))) {
      return run.run();
    }
  }

  /// Reads the data and makes the folder. The caller can listen to the run and stop it.
  ///
  /// @param folder the folder of the run, or empty for a new one in `runs`
  /// @return the run, which has not started yet; it locks the folder until it is closed
  /// @throws DataException if the data cannot be read or used
  /// @throws RunException if the folder cannot be written, another run is writing into it, or it
  ///   has files that no run left and this one would replace
  public TrainingRun start(Optional<Path> folder) {
    folder.ifPresent(RunFolder::requireOurs);
    PlannedRun plan = plan();
    plan.requireMemory(); // Refused before a folder is made.
    RunFolder made = folder.map(RunFolder::create).orElseGet(() -> RunFolder.fresh(source.name()));
    return TrainingRun.start(made, plan.saved(), plan.prepared());
  }

  /// Reads the data and finds what was not fixed, without a folder.
  ///
  /// @throws DataException if the data cannot be read or used
  public PlannedRun plan() {
    return plan(Holdout.random(settings.validation(), settings.seed()));
  }

  PlannedRun plan(Holdout holdout) {
    DataSource data = source.readFor(network.model());
    Prepared prepared = data.prepare(holdout);
    requireClasses(prepared.preprocessing().target());
    return plan(data, prepared);
  }

  /// The same for data that was read already.
  PlannedRun plan(DataSource data, Prepared prepared) {
    String usual = data.usualModel(prepared);
    Architecture architecture =
        network.architecture(
            usual, prepared.preprocessing().form(), prepared.preprocessing().target());
    SavedModel saved =
        new SavedModel(
            architecture,
            prepared.preprocessing(),
            data,
            settings.settings(network.kind(usual).defaults(prepared)),
            SampleDigests.of(prepared),
            network.start());
    return new PlannedRun(saved, prepared);
  }

  private void requireClasses(Target target) {
    if (settings.calibrated() && !(target instanceof ClassTarget)) {
      throw new DataException(
          "settings: only the probabilities of classes can be calibrated, but the target is %s; leave out --calibrate"
              .formatted(target.column()));
    }
  }
}
