package dev.adjoint.studio.play;

import dev.adjoint.data.RandomStream;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.optim.UpdateRule;
import dev.adjoint.pipeline.settings.OptimizerChoice;
import dev.adjoint.studio.request.Fields;
import dev.adjoint.train.TrainOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Everything that determines a run on the page Play, besides uploaded or drawn points. Equal
/// setups give equal bits at every step.
///
/// @param data a generated set, the uploaded table, or the drawn points
/// @param samples how many points are generated
/// @param noise the noise of the generated points, as a multiple of the usual one of the set
/// @param held the share of the points that is held out, in percent
/// @param features the features of a point that the network reads
/// @param hidden the widths of the hidden layers
/// @param activation after each hidden layer
/// @param loss the loss
/// @param optimizer the update rule
/// @param rate the step size
/// @param decay the weight decay
/// @param batch the points of a step
/// @param start how the weights are initialised
/// @param seed of the points, the weights and the batches
public record PlaySetup(
    PlayData data,
    int samples,
    double noise,
    int held,
    List<PointFeature> features,
    List<Integer> hidden,
    Activation activation,
    PlayLoss loss,
    OptimizerChoice optimizer,
    double rate,
    double decay,
    int batch,
    WeightStart start,
    long seed) {

  /// The most units of a hidden layer.
  public static final int MOST_UNITS = 512;

  /// The most hidden layers.
  public static final int MOST_LAYERS = 6;

  private static final long MOST_SEED = 1L << 31;

  /// XOR with two layers of tanh units and Adam.
  public static final PlaySetup XOR =
      new PlaySetup(
          PlayData.XOR,
          400,
          1,
          30,
          List.of(PointFeature.X, PointFeature.Y),
          List.of(4, 3),
          Activation.TANH,
          PlayLoss.BINARY,
          OptimizerChoice.ADAM,
          0.03,
          0,
          32,
          WeightStart.XAVIER,
          1);

  /// Copies the lists.
  public PlaySetup {
    features = List.copyOf(features);
    hidden = List.copyOf(hidden);
  }

  /// Reads a setup; missing fields are as in [#XOR].
  ///
  /// @throws dev.adjoint.serve.http.Refusal 400 naming the field that is wrong
  public static PlaySetup of(Fields fields) {
    PlaySetup setup =
        new PlaySetup(
            fields.choice("data", PlayData.values(), XOR.data),
            (int) fields.whole("samples", 4, 5000, XOR.samples),
            fields.number("noise", 0, 10, XOR.noise),
            (int) fields.whole("held", 0, 90, XOR.held),
            fields.list("features", 7, PlaySetup::feature, XOR.features),
            fields.list("hidden", MOST_LAYERS, PlaySetup::width, XOR.hidden),
            fields.choice("activation", ACTIVATIONS.toArray(Activation[]::new), XOR.activation),
            fields.choice("loss", PlayLoss.values(), XOR.loss),
            fields.choice("optimizer", OptimizerChoice.values(), XOR.optimizer),
            fields.number("rate", 1e-9, 1e6, XOR.rate),
            fields.number("decay", 0, 10, XOR.decay),
            (int) fields.whole("batch", 1, 100_000, XOR.batch),
            fields.choice("start", WeightStart.values(), XOR.start),
            fields.whole("seed", 0, MOST_SEED, XOR.seed));
    fields.requireNoOthers();
    if (setup.features.isEmpty()) {
      throw dev.adjoint.serve.http.Refusal.of(
          400, "field features: it is empty but the network needs at least one input; choose one");
    }
    return setup;
  }

  /// The activations that are offered.
  public static final List<Activation> ACTIVATIONS =
      List.of(
          Activation.TANH,
          Activation.RELU,
          Activation.SIGMOID,
          Activation.IDENTITY,
          Activation.LEAKY_RELU,
          Activation.ELU,
          Activation.GELU,
          Activation.SILU,
          Activation.SOFTPLUS);

  private static PointFeature feature(Object name) {
    for (PointFeature feature : PointFeature.values()) {
      if (Fields.nameOf(feature).equals(name)) {
        return feature;
      }
    }
    throw new IllegalArgumentException("there is no such feature");
  }

  private static int width(Object value) {
    if (value instanceof Number number
        && number.intValue() == number.doubleValue()
        && number.intValue() >= 1
        && number.intValue() <= MOST_UNITS) {
      return number.intValue();
    }
    throw new IllegalArgumentException(
        "a layer has a whole number of units from 1 to %d".formatted(MOST_UNITS));
  }

  /// The fields as [#of] reads them.
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("data", Fields.nameOf(data));
    map.put("samples", samples);
    map.put("noise", noise);
    map.put("held", held);
    map.put("features", features.stream().map(Fields::nameOf).toList());
    map.put("hidden", hidden);
    map.put("activation", Fields.nameOf(activation));
    map.put("loss", Fields.nameOf(loss));
    map.put("optimizer", Fields.nameOf(optimizer));
    map.put("rate", rate);
    map.put("decay", decay);
    map.put("batch", batch);
    map.put("start", Fields.nameOf(start));
    map.put("seed", seed);
    return map;
  }

  /// Whether a branch can continue a run of another setup: points, network and initialisation are
  /// the same, and only the training settings differ.
  public boolean continues(PlaySetup other) {
    return new PlaySetup(
            data,
            samples,
            noise,
            held,
            features,
            hidden,
            activation,
            loss,
            other.optimizer,
            other.rate,
            other.decay,
            other.batch,
            start,
            seed)
        .equals(other);
  }

  /// The network with its first weights.
  ///
  /// @param outputs the number of its outputs
  Sequential network(int outputs) {
    RandomGenerator random = RandomStream.of(seed, "weights");
    List<Layer> layers = new ArrayList<>();
    int width = features.size();
    for (int next : hidden) {
      layers.add(start.layer(width, next, random));
      layers.add(activation);
      width = next;
    }
    layers.add(start.layer(width, outputs, random));
    return new Sequential(layers);
  }

  /// The update rule.
  UpdateRule rule() {
    return optimizer.rule(rate, decay);
  }

  /// How the steps are made.
  TrainOptions options() {
    return TrainOptions.ofEpochs(Integer.MAX_VALUE).withBatch(batch).withSeed(seed);
  }
}
