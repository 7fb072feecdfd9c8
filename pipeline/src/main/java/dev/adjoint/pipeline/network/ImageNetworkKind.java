package dev.adjoint.pipeline.network;

import dev.adjoint.data.DataException;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.models.MobileNetV2;
import dev.adjoint.models.ResNet;
import dev.adjoint.models.SmallCnn;
import dev.adjoint.nn.Layer;
import dev.adjoint.pipeline.settings.Defaults;
import dev.adjoint.pipeline.settings.ImageDefaults;
import dev.adjoint.pipeline.settings.PlanOption;
import dev.adjoint.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;

/// The ready networks for images.
///
/// @param name as written in `model.json` and after `--model`
/// @param title what it is in one line
/// @param sizes its options with their usual values
/// @param problem why a network of such sizes cannot be built, or empty
/// @param count how many numbers its parameters and buffers hold
/// @param builder makes it with initial weights
record ImageNetworkKind(
    String name,
    String title,
    List<Size> sizes,
    Function<ImageNetwork, Optional<String>> problem,
    ToLongFunction<ImageNetwork> count,
    BiFunction<ImageNetwork, RandomGenerator, Layer> builder)
    implements ArchitectureKind {

  /// An option with its usual value.
  record Size(PlanOption<? extends Number> option, Number usual) {}

  private static final int MOST = 1 << 16;

  /// A small convolutional network.
  static final ImageNetworkKind CNN =
      new ImageNetworkKind(
          "cnn",
          "Blocks of convolution, batch normalisation and pooling, for small sets of images.",
          List.of(
              new Size(PlanOption.WIDTH, 16),
              new Size(PlanOption.DEPTH, 4),
              new Size(PlanOption.DROPOUT, 0.2)),
          net ->
              net.whole("depth") <= mostBlocks(net.shorterSide())
                  ? Optional.empty()
                  : Optional.of(
                      "%d blocks halve images %d times, but these have only %d pixels on a side; give --depth %d or less"
                          .formatted(
                              net.whole("depth"),
                              net.whole("depth") - 1,
                              net.shorterSide(),
                              mostBlocks(net.shorterSide()))),
          net ->
              SmallCnn.weightCount(
                  net.channels(), net.whole("width"), net.whole("depth"), net.outputs()),
          (net, random) ->
              SmallCnn.of(
                  net.channels(),
                  net.whole("width"),
                  net.whole("depth"),
                  net.number("dropout").doubleValue(),
                  net.outputs(),
                  random));

  /// The residual network for small images.
  static final ImageNetworkKind RESNET =
      new ImageNetworkKind(
          "resnet",
          "The residual network for CIFAR-10, for images of about 32 pixels.",
          List.of(new Size(PlanOption.DEPTH, 20), new Size(PlanOption.WIDTH, 16)),
          net ->
              net.whole("depth") >= 8 && net.whole("depth") % 6 == 2
                  ? Optional.empty()
                  : Optional.of(
                      "the depth of a resnet is 6·n + 2 but --depth is %d; 20, 32, 44, 56 and 110 are usual"
                          .formatted(net.whole("depth"))),
          net ->
              ResNet.weightCount(
                  net.channels(), net.whole("depth"), net.whole("width"), net.outputs()),
          (net, random) ->
              ResNet.of(
                  net.channels(), net.whole("depth"), net.whole("width"), net.outputs(), random));

  /// MobileNetV2.
  static final ImageNetworkKind MOBILENET =
      new ImageNetworkKind(
          "mobilenet",
          "MobileNetV2, for larger sets of photographs.",
          List.of(new Size(PlanOption.DROPOUT, 0.2)),
          _ -> Optional.empty(),
          net -> MobileNetV2.weightCount(net.channels(), net.outputs()),
          (net, random) ->
              MobileNetV2.of(
                  net.channels(),
                  net.shorterSide(),
                  net.number("dropout").doubleValue(),
                  net.outputs(),
                  random));

  /// Blocks that leave at least one pixel.
  private static int mostBlocks(int side) {
    return 32 - Integer.numberOfLeadingZeros(side);
  }

  @Override
  public String reads() {
    return "images";
  }

  @Override
  public boolean accepts(InputForm form) {
    return form instanceof InputForm.Image;
  }

  @Override
  public List<PlanOption<?>> options() {
    return sizes.stream().<PlanOption<?>>map(Size::option).toList();
  }

  @Override
  public Architecture plan(InputForm form, int outputs, NetworkPlan said) {
    Map<String, Number> values = new LinkedHashMap<>();
    for (Size size : sizes) {
      Optional<? extends Number> given = said.value(size.option());
      values.put(size.option().name(), given.isPresent() ? given.get() : size.usual());
    }
    Shape shape = form.shape();
    ImageNetwork network = new ImageNetwork(this, shape, values, outputs);
    if (equals(CNN) && said.value(PlanOption.DEPTH).isEmpty()) {
      int most = mostBlocks(network.shorterSide());
      values.merge(PlanOption.DEPTH.name(), most, (a, b) -> Math.min(a.intValue(), b.intValue()));
      network = new ImageNetwork(this, shape, values, outputs);
    }
    problem
        .apply(network)
        .ifPresent(text -> {
          throw new DataException("network: " + text);
        });
    return network;
  }

  @Override
  public Defaults defaults(Prepared prepared) {
    return new ImageDefaults(prepared);
  }

  @Override
  public Architecture fromMap(PlainMap fields) {
    Map<String, Number> values = new LinkedHashMap<>();
    for (Size size : sizes) {
      String name = size.option().name();
      if (size.usual() instanceof Integer) {
        values.put(name, fields.whole(name, 1, MOST));
      } else {
        values.put(name, probability(fields, name));
      }
    }
    List<Integer> shape = fields.sizes("inputs");
    if (shape.size() < 2 || shape.size() > 3) {
      throw fields.wrong("inputs", "a list of 2 or 3 sizes");
    }
    ImageNetwork network =
        new ImageNetwork(
            this, ImageNetwork.shape(shape), values, fields.whole("outputs", 1, Integer.MAX_VALUE));
    problem
        .apply(network)
        .ifPresent(_ -> {
          throw fields.wrong("depth", "a depth that fits the images");
        });
    return network;
  }

  private static double probability(PlainMap fields, String name) {
    double value = fields.number(name);
    if (!(value >= 0 && value < 1)) {
      throw fields.wrong(name, "a number of at least 0 and below 1");
    }
    return value;
  }

  @Override
  public String toString() {
    return name;
  }
}
