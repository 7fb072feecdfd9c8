package dev.adjoint.pipeline;

import dev.adjoint.data.DataException;
import dev.adjoint.data.image.Augmentation;
import dev.adjoint.data.prepare.Prepared;
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
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// A training run that has not started: the data, and what a person fixed about the network and the
/// training. Everything else is found from the data.
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
/// @param network what is fixed about the network
/// @param settings what is fixed about the training
public record Training(DataSource source, NetworkPlan network, SettingsPlan settings) {

  /// A run on this data with everything else found from it.
  public static Training of(DataSource source) {
    return new Training(source, NetworkPlan.FREE, SettingsPlan.FREE);
  }

  /// The same with this plan of the network.
  public Training with(NetworkPlan plan) {
    return new Training(source, plan, settings);
  }

  /// The same with this plan of the training.
  public Training with(SettingsPlan plan) {
    return new Training(source, network, plan);
  }

  /// The same with this last epoch, at least 1.
  public Training withEpochs(int last) {
    return with(settings.withEpochs(last));
  }

  /// The same with this number of samples in a step, at least 1.
  public Training withBatch(int samples) {
    return with(settings.withBatch(samples));
  }

  /// The same with this step size, above 0.
  public Training withRate(double step) {
    return with(settings.withRate(step));
  }

  /// The same with this update rule.
  public Training withOptimizer(OptimizerChoice rule) {
    return with(settings.withOptimizer(rule));
  }

  /// The same, but training stops after this number of epochs without a better validation loss; 0
  /// never stops early.
  public Training withPatience(int epochs) {
    return with(settings.withPatience(epochs));
  }

  /// The same with this seed. One seed gives one result, to the last bit.
  public Training withSeed(long seed) {
    return with(settings.withSeed(seed));
  }

  /// The same with this part of the samples held out, in (0, 1).
  public Training withValidation(double part) {
    return with(settings.withValidation(part));
  }

  /// The same with this weighting of the classes in the loss that training minimises. The figures
  /// of the result count every sample the same.
  public Training withClassWeights(ClassWeighting weighting) {
    return with(settings.withClassWeights(weighting));
  }

  /// The same with this weight decay, at least 0.
  public Training withWeightDecay(double strength) {
    return with(settings.withWeightDecay(strength));
  }

  /// The same, starting from weights of another training of the same network; its last layer starts
  /// anew.
  ///
  /// @param file safetensors, or a state dict of PyTorch
  public Training withStart(Path file) {
    return with(network.withStart(file));
  }

  /// The same with parameters that stay as the file of [#withStart] gives them.
  ///
  /// @param patterns paths with commas between them, such as `conv1.*,layer[12].*`
  public Training withFreeze(String patterns) {
    return with(network.withFreeze(patterns));
  }

  /// The same with this change of the step size.
  public Training withSchedule(StepSize change) {
    return with(settings.withSchedule(change));
  }

  /// The same with images changed at random while training goes on.
  public Training withAugmentation(Augmentation change) {
    return with(settings.withAugmentation(change));
  }

  /// The same with this kind of network.
  ///
  /// @param name the name of an [dev.adjoint.pipeline.network.ArchitectureKind], such as
  ///   `perceptron`
  public Training withModel(String name) {
    return with(network.withModel(name));
  }

  /// The same with this value of an option of the network, as it would stand on the command line.
  ///
  /// @param name such as `width`
  /// @param text such as `32`
  public Training withNetworkOption(String name, String text) {
    return with(network.with(name, text));
  }

  /// The same with hidden layers of these widths; none for a linear model.
  public Training withHidden(int... widths) {
    return with(network.withHidden(Arrays.stream(widths).boxed().toList()));
  }

  /// The same with this activation after each hidden layer.
  public Training withActivation(Activation activation) {
    return with(network.withActivation(activation));
  }

  /// The same with this probability of dropout after each activation, in [0, 1).
  public Training withDropout(double probability) {
    return with(network.withDropout(probability));
  }

  /// Trains and leaves model, weights, checkpoint and figures in a folder.
  ///
  /// @param folder the folder of the run; it is made if it is not there
  /// @return what came out
  /// @throws DataException if the data cannot be read or used
  /// @throws RunException if the folder cannot be written, or the loss does not stay finite
  public TrainingResult run(Path folder) {
    try (TrainingRun run = start(Optional.of(folder))) {
      return run.run();
    }
  }

  /// Reads the data and makes the folder, so that the run can be watched and stopped.
  ///
  /// @param folder the folder of the run, or empty for a new one in `runs`
  /// @return the run, not yet begun; it holds the folder until it is closed
  /// @throws DataException if the data cannot be read or used
  /// @throws RunException if the folder cannot be written, another run is writing into it, or it
  ///   has files that no run left and this one would replace
  public TrainingRun start(Optional<Path> folder) {
    folder.ifPresent(RunFolder::requireOurs);
    DataSource data = source.readFor(network.model());
    Prepared prepared = data.prepare(settings.validation(), settings.seed());
    String usual = data.usualModel(prepared);
    Architecture architecture =
        network.architecture(
            usual, prepared.preprocessing().form(), prepared.preprocessing().target().outputs());
    SavedModel saved =
        new SavedModel(
            architecture,
            prepared.preprocessing(),
            data,
            settings.settings(network.kind(usual).defaults(prepared)),
            SampleDigests.of(prepared),
            network.start());
    saved.initialNetwork(); // Weights that do not fit are refused before a folder is made.
    RunFolder made = folder.map(RunFolder::create).orElseGet(() -> RunFolder.fresh(source.name()));
    return TrainingRun.start(made, saved, prepared);
  }
}
