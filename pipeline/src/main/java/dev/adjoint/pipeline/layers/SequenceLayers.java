package dev.adjoint.pipeline.layers;

import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Gru;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Lstm;
import dev.adjoint.nn.TimePooling;
import dev.adjoint.nn.TransformerEncoder;
import dev.adjoint.nn.TransformerEncoderLayer;
import dev.adjoint.pipeline.layers.SampleFlow.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Layers for texts.
final class SequenceLayers {
  private static final String ENCODER = "TransformerEncoder";

  /// The layers that need to know which steps are padding.
  static final Set<String> MASKED =
      Set.of(ENCODER, "MaxOverTime", "MeanOverTime", "SumOverTime", "LastOverTime");

  private static final Set<Kind> SEQUENCES = Set.of(Kind.SEQUENCE);
  private static final String WIDTH = "width";
  private static final String LAYERS = "layers";
  private static final String DROPOUT = "dropout";

  private SequenceLayers() {}

  static List<LayerType> all() {
    List<LayerType> all = new ArrayList<>();
    all.add(
        new LayerType(
            "Embedding",
            "A vector for each token, 0 for padding.",
            Set.of(Kind.TOKENS),
            List.of(LayerOption.size(WIDTH, "The numbers of a vector.")),
            SequenceLayers::embedding));
    all.add(
        new LayerType(
            "Positions",
            "Adds a vector for each position, which training finds.",
            SEQUENCES,
            List.of(),
            (_, in, _) ->
                new SizedLayer(
                    in,
                    Math.multiplyExact((long) in.first(), (long) in.width()),
                    random -> AddedPositions.of(in.first(), in.width(), random))));
    all.add(
        new LayerType(
            "Conv1d",
            "A convolution over neighbouring steps, padded so that their number stays.",
            SEQUENCES,
            List.of(
                LayerOption.size("channels", "The numbers of a step that it gives."),
                LayerOption.whole("kernel", 1, 3, "Steps that a kernel covers.")),
            SequenceLayers::convolution));
    all.add(recurrent("LSTM", "Long short-term memory.", 4));
    all.add(recurrent("GRU", "Gated recurrent units.", 3));
    all.add(
        new LayerType(
            ENCODER,
            "Layers of a transformer's encoder, norms first, with GELU.",
            SEQUENCES,
            List.of(
                LayerOption.size("heads", "Heads of the attention, which divide the width."),
                LayerOption.whole(LAYERS, 1, 1, "The number of layers."),
                LayerOption.found(
                    "inner", "The width between the linear layers. Default: 4 times the width."),
                LayerOption.probability(DROPOUT, 0.1, "The probability of dropout.")),
            SequenceLayers::encoder));
    for (TimePooling pooling : TimePooling.values()) {
      String first = pooling.name().substring(0, 1);
      String rest = pooling.name().substring(1).toLowerCase(Locale.ROOT);
      all.add(
          new LayerType(
              first + rest + "OverTime",
              "One vector for a sequence: %s of the steps that are not padding."
                  .formatted(pooling == TimePooling.LAST ? "the last" : "the " + rest),
              SEQUENCES,
              List.of(),
              (_, in, _) -> SizedLayer.of(SampleFlow.vector(in.width()), new PooledTime(pooling))));
    }
    return all;
  }

  private static SizedLayer embedding(LayerEntry entry, SampleFlow in, int outputs) {
    int width = entry.whole(WIDTH);
    return new SizedLayer(
        SampleFlow.sequence(in.first(), width),
        Math.multiplyExact((long) in.vocabulary(), (long) width),
        random -> Embedding.of(in.vocabulary(), width, random).withPadding(0));
  }

  private static SizedLayer convolution(LayerEntry entry, SampleFlow in, int outputs) {
    int channels = entry.whole("channels");
    int kernel = entry.whole("kernel");
    long taps = Math.multiplyExact((long) in.width(), (long) kernel);
    return new SizedLayer(
        in.withWidth(channels),
        Math.multiplyExact(taps + 1, (long) channels),
        random -> StepConvolution.of(in.width(), channels, kernel, random));
  }

  private static LayerType recurrent(String name, String title, int gates) {
    return new LayerType(
        name,
        title,
        SEQUENCES,
        List.of(
            LayerOption.size(WIDTH, "The numbers of a step of one direction."),
            LayerOption.whole(LAYERS, 1, 1, "The number of layers."),
            LayerOption.truth(
                "bidirectional",
                false,
                "Whether it reads in both directions; then it gives twice the width."),
            LayerOption.probability(DROPOUT, 0, "The probability of dropout between layers.")),
        (entry, in, _) -> recurrent(entry, in, gates));
  }

  private static SizedLayer recurrent(LayerEntry entry, SampleFlow in, int gates) {
    int width = entry.whole(WIDTH);
    int layers = entry.whole(LAYERS);
    int directions = entry.truth("bidirectional") ? 2 : 1;
    double dropout = entry.number(DROPOUT);
    if (dropout > 0 && layers == 1) {
      throw entry.problem(
          "has dropout between its layers but only one layer; put Dropout after it, or use more layers");
    }
    long first = in.width() + width + 2L;
    long later = (long) directions * width + width + 2;
    long each = Math.addExact(first, Math.multiplyExact(later, layers - 1L));
    return new SizedLayer(
        in.withWidth(directions * width),
        Math.multiplyExact((long) gates * directions * width, each),
        random -> recurrent(gates, in.width(), width, layers, directions == 2, dropout, random));
  }

  private static Layer recurrent(
      int gates,
      int in,
      int width,
      int layers,
      boolean isBoth,
      double dropout,
      RandomGenerator random) {
    return gates == 4
        ? Lstm.of(in, width, layers, isBoth, random).withBatchFirst().withDropout(dropout)
        : Gru.of(in, width, layers, isBoth, random).withBatchFirst().withDropout(dropout);
  }

  private static SizedLayer encoder(LayerEntry entry, SampleFlow in, int outputs) {
    int width = in.width();
    int heads = entry.whole("heads");
    if (width % heads != 0) {
      throw entry.problem(
          "has %d heads, which must divide the width %d of its input; use such as %d"
              .formatted(heads, width, width % 4 == 0 ? 4 : 1));
    }
    int layers = entry.whole(LAYERS);
    int inner = entry.whole("inner") == 0 ? 4 * width : entry.whole("inner");
    double dropout = entry.number(DROPOUT);
    // Attention with four matrices, two linear layers, two norms.
    long attention = 4L * width * (width + 1);
    long linear = Math.addExact(2L * width * inner, (long) width + inner);
    long each = attention + linear + 4L * width;
    return new SizedLayer(
        in,
        Math.multiplyExact(each, (long) layers),
        random ->
            new MaskedEncoder(
                new TransformerEncoder(
                    IntStream.range(0, layers)
                        .mapToObj(_ ->
                            TransformerEncoderLayer.of(width, heads, inner, random)
                                .withNormFirst()
                                .withActivation(Activation.GELU)
                                .withDropout(dropout))
                        .toList(),
                    Optional.empty())));
  }
}
