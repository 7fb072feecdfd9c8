package dev.adjoint.nn.check;

import static dev.adjoint.nn.check.LayerRow.draw;

import dev.adjoint.nn.Activation;
import dev.adjoint.nn.CrossAttention;
import dev.adjoint.nn.Gru;
import dev.adjoint.nn.GruCell;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.LayerNorm;
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
import dev.adjoint.nn.position.LearnedPositions;
import dev.adjoint.nn.position.RotaryPositions;
import dev.adjoint.nn.position.SinusoidalPositions;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Recurrent layers, attention, transformers and positions. Those of transformers use a smooth
/// activation.
final class SequenceRows {

  private SequenceRows() {}

  static List<LayerRow> rows() {
    Tensor lengths = Tensor.of(3L, 1);
    return List.of(
        LayerRow.of(random -> RnnCell.of(2, 3, random), 2, 2),
        LayerRow.of(random -> Rnn.of(2, 2, 2, true, random), 3, 1, 2),
        LayerRow.of(random -> Rnn.of(2, 2, 1, true, random), 3, 2, 2)
            .calling((layer, in) -> ((Rnn) layer).run(in[0], lengths, Pass.INFERENCE).output()),
        LayerRow.of(random -> GruCell.of(2, 3, random), 2, 2),
        LayerRow.of(random -> Gru.of(2, 2, random), 3, 1, 2),
        LayerRow.of(random -> Gru.of(2, 2, 1, true, random), 3, 2, 2)
            .calling((layer, in) -> ((Gru) layer).run(in[0], lengths, Pass.INFERENCE).output()),
        LayerRow.of(random -> LstmCell.of(2, 2, random), 2, 2),
        LayerRow.of(random -> Lstm.of(2, 2, random), 3, 1, 2),
        LayerRow.of(random -> Lstm.of(2, 2, 1, true, random), 3, 2, 2)
            .calling((layer, in) -> ((Lstm) layer).run(in[0], lengths, Pass.INFERENCE).output()),
        LayerRow.of(random -> Lstm.of(2, 3, 2, 2, true, random), 2, 1, 2),
        LayerRow.of(random -> Lstm.of(2, 3, 1, 1, true, random), 3, 2, 2)
            .calling((layer, in) -> ((Lstm) layer).run(in[0], lengths, Pass.INFERENCE).output()),
        LayerRow.of(random -> MultiheadAttention.of(4, 2, random).asCausal(), 1, 3, 4),
        LayerRow.of(random -> CrossAttention.of(4, 3, 2, 2, random), 1)
            .with(random ->
                new Tensor[] {draw(random, 1, 2, 4), draw(random, 1, 3, 3), draw(random, 1, 3, 2)})
            .calling((layer, in) -> ((CrossAttention) layer).forward(in[0], in[1], in[2])),
        LayerRow.of(
            random -> TransformerEncoderLayer.of(4, 2, 3, random).withActivation(Activation.GELU),
            1,
            3,
            4),
        LayerRow.of(gelu(TransformerEncoder.class), 1, 2, 4),
        LayerRow.of(
                random ->
                    TransformerDecoderLayer.of(4, 2, 3, random)
                        .withActivation(Activation.GELU)
                        .asCausal(),
                1)
            .with(random -> new Tensor[] {draw(random, 1, 2, 4), draw(random, 1, 3, 4)})
            .calling((layer, in) ->
                ((TransformerDecoderLayer) layer).forward(in[0], in[1], Pass.INFERENCE)),
        LayerRow.of(gelu(TransformerDecoder.class), 1, 2, 4),
        LayerRow.of(gelu(Transformer.class), 1, 2, 4).firstOrder(),
        LayerRow.of(_ -> new SinusoidalPositions(), 1, 3, 4),
        LayerRow.of(random -> LearnedPositions.of(5, 2, random), 2, 3, 2),
        LayerRow.of(_ -> new RotaryPositions(), 1, 3, 4));
  }

  /// A stack of one layer of each kind, which contains a GELU.
  private static Function<RandomGenerator, Layer> gelu(Class<? extends Layer> kind) {
    return random -> {
      TransformerEncoder encoder =
          new TransformerEncoder(
              TransformerEncoder.of(1, 4, 2, 3, random).layers().stream()
                  .map(layer -> layer.withActivation(Activation.GELU))
                  .toList(),
              Optional.empty());
      TransformerDecoder decoder =
          new TransformerDecoder(
              TransformerDecoder.of(1, 4, 2, 3, random).layers().stream()
                  .map(layer -> layer.withActivation(Activation.GELU).withNormFirst())
                  .toList(),
              Optional.of(LayerNorm.of(4)));
      if (kind == TransformerEncoder.class) {
        return encoder;
      }
      return kind == TransformerDecoder.class ? decoder : new Transformer(encoder, decoder);
    };
  }
}
