package dev.adjoint.nn.parity;

import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.CrossAttention;
import dev.adjoint.nn.Gru;
import dev.adjoint.nn.GruCell;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.LayerNorm;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Lstm;
import dev.adjoint.nn.LstmCell;
import dev.adjoint.nn.MultiheadAttention;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Rnn;
import dev.adjoint.nn.RnnCell;
import dev.adjoint.nn.Transformer;
import dev.adjoint.nn.TransformerDecoder;
import dev.adjoint.nn.TransformerDecoderLayer;
import dev.adjoint.nn.TransformerEncoder;
import dev.adjoint.nn.TransformerEncoderLayer;
import dev.adjoint.nn.adapt.SpectralNorm;
import dev.adjoint.nn.adapt.WeightNorm;
import dev.adjoint.nn.distance.CosineSimilarity;
import dev.adjoint.nn.distance.PairwiseDistance;
import dev.adjoint.nn.parity.CatalogueParityTest.TorchLayer;
import dev.adjoint.tensor.Buffer;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.parity.Attributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// The recurrent layers, attentions, transformers, distances and changed weights of the catalogue.
final class TorchSequences {

  private static final SplittableRandom RANDOM = new SplittableRandom(1);
  private static final Pass TRAINING = new Pass.Training(RANDOM);

  private final Map<String, TorchLayer> all = new LinkedHashMap<>();

  private TorchSequences() {
    recurrent();
    attention();
    transformers();
    pairs();
  }

  /// By the name of the class in PyTorch.
  static Map<String, TorchLayer> all() {
    return new TorchSequences().all;
  }

  private static int in(Attributes a) {
    return a.whole("input_size");
  }

  private static int size(Attributes a) {
    return a.whole("hidden_size");
  }

  private static boolean flag(Attributes a, String name) {
    return a.has(name) && a.flag(name);
  }

  private static int layers(Attributes a) {
    return a.has("num_layers") ? a.whole("num_layers") : 1;
  }

  private static boolean isRelu(Attributes a) {
    return a.has("nonlinearity") && a.text("nonlinearity").equals("relu");
  }

  private void recurrent() {
    all.put(
        "RNNCell",
        TorchLayer.of(a -> {
          RnnCell cell = RnnCell.of(in(a), size(a), RANDOM);
          cell = isRelu(a) ? cell.withRelu() : cell;
          return a.has("bias") && !a.flag("bias") ? cell.withoutBias() : cell;
        }));
    all.put("GRUCell", TorchLayer.of(a -> GruCell.of(in(a), size(a), RANDOM)));
    all.put("LSTMCell", TorchLayer.of(a -> LstmCell.of(in(a), size(a), RANDOM)));
    all.put(
        "RNN",
        TorchLayer.of(
                a -> {
                  Rnn layer = Rnn.of(in(a), size(a), layers(a), flag(a, "bidirectional"), RANDOM);
                  layer = isRelu(a) ? layer.withRelu() : layer;
                  return flag(a, "batch_first") ? layer.withBatchFirst() : layer;
                })
            .calling((layer, a, x) ->
                List.of(
                    a.has("lengths")
                        ? ((Rnn) layer).run(x[0], lengths(a), Pass.INFERENCE).output()
                        : ((Rnn) layer).forward(x[0], Pass.INFERENCE))));
    all.put(
        "GRU",
        TorchLayer.of(
                a -> {
                  Gru layer = Gru.of(in(a), size(a), layers(a), flag(a, "bidirectional"), RANDOM);
                  return flag(a, "batch_first") ? layer.withBatchFirst() : layer;
                })
            .calling((layer, a, x) ->
                List.of(
                    a.has("lengths")
                        ? ((Gru) layer).run(x[0], lengths(a), Pass.INFERENCE).output()
                        : ((Gru) layer).forward(x[0], Pass.INFERENCE))));
    all.put(
        "LSTM",
        TorchLayer.of(
                a -> {
                  boolean both = flag(a, "bidirectional");
                  Lstm layer =
                      a.has("proj_size")
                          ? Lstm.of(in(a), size(a), a.whole("proj_size"), layers(a), both, RANDOM)
                          : Lstm.of(in(a), size(a), layers(a), both, RANDOM);
                  return flag(a, "batch_first") ? layer.withBatchFirst() : layer;
                })
            .calling((layer, a, x) ->
                List.of(
                    a.has("lengths")
                        ? ((Lstm) layer).run(x[0], lengths(a), Pass.INFERENCE).output()
                        : ((Lstm) layer).forward(x[0], Pass.INFERENCE))));
  }

  private static Tensor lengths(Attributes a) {
    return Tensor.of(IntStream.of(a.wholes("lengths")).asLongStream().toArray());
  }

  private void attention() {
    all.put(
        "MultiheadAttention",
        TorchLayer.of(
                a -> {
                  if (!a.flag("batch_first")) {
                    throw new IllegalArgumentException("here the batch comes first");
                  }
                  int width = a.whole("embed_dim");
                  int heads = a.whole("num_heads");
                  return a.has("kdim")
                      ? CrossAttention.of(width, a.whole("kdim"), a.whole("vdim"), heads, RANDOM)
                      : MultiheadAttention.of(width, heads, RANDOM);
                })
            .calling((layer, _, x) ->
                List.of(
                    layer instanceof CrossAttention cross
                        ? cross.forward(x[0], x[1], x[2])
                        : ((MultiheadAttention) layer).forward(x[0], x[1], x[2]))));
  }

  /// Width, heads and inner width; the other arguments are those that are ours by default.
  private static int[] widths(Attributes a) {
    if (!a.flag("batch_first") || a.number("dropout") != 0 || !a.flag("training")) {
      throw new IllegalArgumentException("the stored cases are otherwise");
    }
    return new int[] {a.whole("d_model"), a.whole("nhead"), a.whole("dim_feedforward")};
  }

  private static TransformerEncoderLayer encoderLayer(Attributes a) {
    int[] w = widths(a);
    return TransformerEncoderLayer.of(w[0], w[1], w[2], RANDOM).withDropout(0);
  }

  private static TransformerDecoderLayer decoderLayer(Attributes a) {
    int[] w = widths(a);
    TransformerDecoderLayer layer =
        TransformerDecoderLayer.of(w[0], w[1], w[2], RANDOM).withDropout(0);
    layer = flag(a, "norm_first") ? layer.withNormFirst() : layer;
    return flag(a, "causal") ? layer.asCausal() : layer;
  }

  private static TransformerEncoder encoder(Attributes a, int depth, boolean norm) {
    return new TransformerEncoder(
        IntStream.range(0, depth).mapToObj(_ -> encoderLayer(a)).toList(),
        norm ? Optional.of(LayerNorm.of(a.whole("d_model"))) : Optional.empty());
  }

  private static TransformerDecoder decoder(Attributes a, int depth, boolean norm) {
    return new TransformerDecoder(
        IntStream.range(0, depth).mapToObj(_ -> decoderLayer(a)).toList(),
        norm ? Optional.of(LayerNorm.of(a.whole("d_model"))) : Optional.empty());
  }

  private void transformers() {
    all.put("TransformerEncoderLayer", training(TorchLayer.of(TorchSequences::encoderLayer)));
    all.put(
        "TransformerEncoder",
        training(TorchLayer.of(a -> encoder(a, a.whole("num_layers"), false))));
    all.put(
        "TransformerDecoderLayer",
        TorchLayer.of(TorchSequences::decoderLayer)
            .calling((layer, _, x) ->
                List.of(((TransformerDecoderLayer) layer).forward(x[0], x[1], TRAINING))));
    all.put(
        "TransformerDecoder",
        TorchLayer.of(a -> decoder(a, a.whole("num_layers"), false))
            .calling((layer, _, x) ->
                List.of(((TransformerDecoder) layer).forward(x[0], x[1], TRAINING))));
    all.put(
        "Transformer",
        TorchLayer.of(a ->
                new Transformer(
                    encoder(a, a.whole("num_encoder_layers"), true),
                    decoder(a, a.whole("num_decoder_layers"), true)))
            .calling(
                (layer, _, x) -> List.of(((Transformer) layer).forward(x[0], x[1], TRAINING))));
  }

  private static TorchLayer training(TorchLayer kind) {
    return kind.calling((layer, _, x) -> List.of(((Layer) layer).forward(x[0], TRAINING)));
  }

  private void pairs() {
    all.put(
        "CosineSimilarity",
        new TorchLayer(
            a -> new CosineSimilarity(a.whole("dim"), 1e-8),
            (layer, _, x) -> List.of(((CosineSimilarity) layer).forward(x[0], x[1]))));
    all.put(
        "PairwiseDistance",
        new TorchLayer(
            a -> new PairwiseDistance(a.number("p"), 1e-6),
            (layer, _, x) -> List.of(((PairwiseDistance) layer).forward(x[0], x[1]))));
    all.put(
        "weight_norm",
        TorchLayer.of(a -> {
          boolean images = a.wholes("kernel_size").length > 0;
          return WeightNorm.of(images ? Conv2d.of(3, 2, 3, RANDOM) : Linear.of(3, 2, RANDOM));
        }));
    all.put(
        "spectral_norm",
        TorchLayer.of(_ ->
            new SpectralNorm(
                Linear.of(3, 2, RANDOM),
                Buffer.of(Tensor.of(0.6f, 0.8f)),
                Buffer.of(Tensor.of(1f, 0, 0)))));
  }
}
