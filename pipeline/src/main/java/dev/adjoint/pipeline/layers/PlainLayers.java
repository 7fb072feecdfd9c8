package dev.adjoint.pipeline.layers;

import dev.adjoint.nn.Activation;
import dev.adjoint.nn.BatchNorm1d;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.LayerNorm;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.compose.Residual;
import dev.adjoint.pipeline.layers.SampleFlow.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Layers for vectors, most of which take other samples too.
final class PlainLayers {
  static final String RESIDUAL = "Residual";
  private static final Set<Kind> NUMBERS = Set.of(Kind.VECTOR, Kind.SEQUENCE, Kind.IMAGE);
  private static final Set<Kind> ROWS = Set.of(Kind.VECTOR, Kind.SEQUENCE);

  private PlainLayers() {}

  static List<LayerType> all() {
    List<LayerType> all = new ArrayList<>();
    all.add(
        new LayerType(
            "Linear",
            "y = x·Wᵀ + b, for sequences at each step.",
            ROWS,
            List.of(
                LayerOption.size(
                    "width",
                    "The numbers that it gives; \"outputs\" for as many as the data needs.",
                    "outputs"),
                LayerOption.truth("bias", true, "Whether b is added.")),
            PlainLayers::linear));
    all.add(
        new LayerType(
            "Flatten",
            "All numbers of an image or a sequence as one vector.",
            Set.of(Kind.IMAGE, Kind.SEQUENCE),
            List.of(),
            PlainLayers::flatten));
    all.add(
        new LayerType(
            "Dropout",
            "Sets numbers to 0 at random while the network is trained.",
            NUMBERS,
            List.of(LayerOption.probability("p", 0.5, "The probability of 0.")),
            (entry, in, _) -> SizedLayer.of(in, new Dropout(entry.number("p")))));
    all.add(
        new LayerType(
            "BatchNorm",
            "Batch normalisation of each column of vectors, or each channel of images.",
            Set.of(Kind.VECTOR, Kind.IMAGE),
            List.of(),
            PlainLayers::batchNorm));
    all.add(
        new LayerType(
            "LayerNorm",
            "Layer normalisation of the numbers of a vector, or of each step of a sequence.",
            ROWS,
            List.of(),
            (_, in, _) -> new SizedLayer(in, 2L * in.width(), _ -> LayerNorm.of(in.width()))));
    all.add(
        new LayerType(
            RESIDUAL,
            "x + f(x), with f the layers in it, which must keep the shape.",
            NUMBERS,
            List.of(
                new LayerOption(
                    "layers", new LayerOption.Layers(), Optional.empty(), "The layers of f.")),
            PlainLayers::residual));
    Stream.of(Activation.values())
        .filter(each -> each != Activation.IDENTITY)
        .map(PlainLayers::activation)
        .forEach(all::add);
    return all;
  }

  private static LayerType activation(Activation function) {
    return new LayerType(
        function.toString(),
        "The activation of this name, for each number.",
        NUMBERS,
        List.of(),
        (_, in, _) -> SizedLayer.of(in, function));
  }

  private static SizedLayer linear(LayerEntry entry, SampleFlow in, int outputs) {
    int width = entry.whole("width", outputs);
    long inputs = in.width();
    boolean hasBias = entry.truth("bias");
    return new SizedLayer(
        in.withWidth(width),
        (inputs + (hasBias ? 1 : 0)) * width,
        random -> {
          Linear layer = Linear.of(in.width(), width, random);
          return hasBias ? layer : layer.withoutBias();
        });
  }

  private static SizedLayer flatten(LayerEntry entry, SampleFlow in, int outputs) {
    long count = 1;
    for (int size : in.shape().toArray()) {
      count *= size;
    }
    if (count > Integer.MAX_VALUE) {
      throw entry.problem(
          "makes a vector of %,d numbers, more than 2^31; make the image smaller before it"
              .formatted(count));
    }
    return SizedLayer.of(SampleFlow.vector((int) count), new Flatten());
  }

  /// Weight, bias, running mean and variance, and the number of batches.
  private static SizedLayer batchNorm(LayerEntry entry, SampleFlow in, int outputs) {
    int channels = in.first();
    return new SizedLayer(
        in,
        4L * channels + 1,
        _ -> in.kind() == Kind.IMAGE ? BatchNorm2d.of(channels) : BatchNorm1d.of(channels));
  }

  private static SizedLayer residual(LayerEntry entry, SampleFlow in, int outputs) {
    List<LayerEntry> layers = entry.layers("layers");
    layers.stream()
        .filter(each -> each.type().isMasked())
        .findFirst()
        .ifPresent(each -> {
          throw each.problem("cannot be inside a Residual; put it into the list outside");
        });
    LayerChain chain = LayerChain.of(layers, in, outputs);
    if (!chain.out().equals(in)) {
      throw entry.problem(
          "gets %s but its layers make %s of it; they must keep the shape"
              .formatted(in.describe(), chain.out().describe()));
    }
    return new SizedLayer(in, chain.weights(), random -> new Residual(chain.build(random)));
  }
}
