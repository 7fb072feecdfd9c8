package dev.adjoint.pipeline.folder;

import dev.adjoint.data.Batches;
import dev.adjoint.data.DataException;
import dev.adjoint.data.RandomStream;
import dev.adjoint.data.Source;
import dev.adjoint.data.image.AugmentedSamples;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.prepare.Preprocessing;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.optim.UpdateRule;
import dev.adjoint.pipeline.input.InputKind;
import dev.adjoint.pipeline.network.Architecture;
import dev.adjoint.pipeline.network.ArchitectureKind;
import dev.adjoint.pipeline.network.StartingWeights;
import dev.adjoint.pipeline.settings.Settings;
import dev.adjoint.pipeline.source.DataKind;
import dev.adjoint.pipeline.source.DataSource;
import dev.adjoint.tensor.CheckReturnValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// What `model.json` says: how the network is built, how data is prepared for it, and how it was
/// trained.
///
/// @param architecture how the network is built
/// @param preprocessing how data is prepared
/// @param source where the training samples came from
/// @param settings how it was trained
/// @param samples the digests of the samples
/// @param start the weights that the network started from, or empty for random ones
/// @param temperature what the logits of a calibrated classifier are divided by
public record SavedModel(
    Architecture architecture,
    Preprocessing preprocessing,
    DataSource source,
    Settings settings,
    SampleDigests samples,
    Optional<StartingWeights> start,
    OptionalDouble temperature) {

  /// The beginning of the name of the format, in every version.
  static final String FORMAT_OF_ANY_VERSION = "adjoint model ";

  private static final String FORMAT = FORMAT_OF_ANY_VERSION + 2;

  /// A model whose probabilities are not calibrated.
  ///
  /// @param architecture how the network is built
  /// @param preprocessing how data is prepared
  /// @param source where the training samples came from
  /// @param settings how it was trained
  /// @param samples the digests of the samples
  /// @param start the weights that the network started from, or empty for random ones
  public SavedModel(
      Architecture architecture,
      Preprocessing preprocessing,
      DataSource source,
      Settings settings,
      SampleDigests samples,
      Optional<StartingWeights> start) {
    this(architecture, preprocessing, source, settings, samples, start, OptionalDouble.empty());
  }

  /// The same with another last epoch.
  @CheckReturnValue
  public SavedModel withEpochs(int epochs) {
    return with(settings.withEpochs(epochs));
  }

  /// The same, trained in another way.
  @CheckReturnValue
  public SavedModel with(Settings others) {
    return new SavedModel(architecture, preprocessing, source, others, samples, start, temperature);
  }

  /// The same with calibrated probabilities.
  ///
  /// @param divisor what the logits are divided by, above 0
  @CheckReturnValue
  public SavedModel withTemperature(double divisor) {
    return new SavedModel(
        architecture, preprocessing, source, settings, samples, start, OptionalDouble.of(divisor));
  }

  /// The network with the weights that training starts from.
  ///
  /// @param prepared the samples, from which some kinds of networks compute initial weights
  /// @throws DataException when the weights that it starts from cannot be read, or have changed
  public Layer initialNetwork(Prepared prepared) {
    Layer network = randomNetwork();
    architecture.fit(network, prepared.training());
    start.ifPresent(weights -> weights.apply(network));
    return network;
  }

  /// The network with random weights, into which weights are loaded later. The parameters that the
  /// run froze are frozen.
  public Layer randomNetwork() {
    Layer network = architecture.build(RandomStream.of(settings.seed(), "weights"));
    start.ifPresent(weights -> weights.freeze(network));
    return network;
  }

  /// The samples that training sees: the training part, changed from epoch to epoch where the
  /// settings say so.
  ///
  /// @throws DataException when images are to be changed but the data has none
  public Source learnt(Prepared prepared) {
    return AugmentedSamples.of(
        prepared.training(),
        prepared.preprocessing().form() instanceof InputForm.Image,
        prepared.preprocessing().target().classes().size(),
        settings.augmentation(),
        settings.seed());
  }

  /// The update rule with its step size.
  ///
  /// @param learnt the samples that training sees
  /// @throws DataException when the step size changes and the samples cannot be counted
  public UpdateRule rule(Source learnt) {
    return settings.rule(Batches.inOrder(learnt, settings.batch()).count());
  }

  /// Reads the samples of the run again.
  ///
  /// @return the same samples in the same parts
  /// @throws DataException when they cannot be read, or are not those of the run
  public Prepared readAgain() {
    Prepared prepared = source.prepare(settings.validation(), settings.seed());
    samples.requireSame(source.name(), SampleDigests.of(prepared));
    return prepared;
  }

  /// Checks that the parts fit together.
  private void checkParts() {
    int outputs = preprocessing.target().outputs();
    if (!architecture.reads(preprocessing.form()) || architecture.outputs() != outputs) {
      throw new DataException(
          "the network reads %s and gives %d outputs but the data is prepared to %s and needs %d"
              .formatted(
                  architecture.inputs(),
                  architecture.outputs(),
                  preprocessing.featureShape(),
                  outputs));
    }
  }

  /// The text of the file.
  String toJson() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("format", FORMAT);
    map.put("architecture", architecture.toMap());
    map.put("preprocessing", preprocessing.toMap());
    map.put("data", source.toMap());
    map.put("training", settings.toMap());
    map.put("samples", samples.parts());
    start.ifPresent(weights -> map.put("start", weights.toMap()));
    temperature.ifPresent(divisor -> map.put("temperature", divisor));
    return ContentDigest.addedTo(map);
  }

  /// Reads a file and checks everything in it.
  ///
  /// @throws RunException if there is no such file, it cannot be read, or it is damaged
  static SavedModel read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new RunException(
          "model: there is no %s; give the folder that a training run left, or train one first with adjoint train"
              .formatted(file));
    }
    try {
      Map<?, ?> content = JsonText.map(Files.readString(file));
      PlainMap root = new PlainMap("model.json", content);
      String format = root.values().get("format") instanceof String text ? text : "";
      if (!format.equals(FORMAT)) {
        throw new RunException(
            "model: %s has the format '%s' but this program reads '%s'; train the model again"
                .formatted(file, format, FORMAT));
      }
      SavedModel saved =
          new SavedModel(
              ArchitectureKind.read(root.map("architecture")),
              InputKind.read(root.map("preprocessing")),
              DataKind.read(root.map("data")),
              Settings.fromMap(root.map("training")),
              SampleDigests.fromMap(root.map("samples")),
              root.values().containsKey("start")
                  ? Optional.of(StartingWeights.fromMap(root.map("start")))
                  : Optional.empty(),
              root.values().containsKey("temperature")
                  ? OptionalDouble.of(root.positive("temperature"))
                  : OptionalDouble.empty());
      saved.checkParts();
      ContentDigest.require(content);
      return saved;
    } catch (IOException e) {
      throw new RunException(
          "model: %s cannot be read (%s); check that it is a text file that you may read"
              .formatted(file, RunException.reason(e)),
          e);
    } catch (IllegalArgumentException e) {
      throw new RunException(
          "model: %s is damaged: %s; train the model again".formatted(file, e.getMessage()), e);
    }
  }
}
