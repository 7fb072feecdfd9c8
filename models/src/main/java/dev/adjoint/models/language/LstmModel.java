package dev.adjoint.models.language;

import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Lstm;
import dev.adjoint.nn.LstmOutput;
import dev.adjoint.nn.LstmState;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A language model of long short-term memory: vectors of the tokens, one or more recurrent layers,
/// and a linear layer. It sees the whole text through its state.
///
/// **Shapes**: tokens `[N, T]`, result `[N, T, vocabulary]`.
///
/// @param embedding the vectors of the tokens
/// @param lstm batch first, in one direction
/// @param dropout before and after the recurrent layers
/// @param head from the state to the logits
public record LstmModel(Embedding embedding, Lstm lstm, Dropout dropout, Linear head)
    implements LanguageNetwork {

  /// A model with PyTorch's initial values.
  public static LstmModel of(
      int vocabulary, int width, int depth, double dropout, RandomGenerator random) {
    Lstm lstm = Lstm.of(width, width, depth, false, random).withBatchFirst();
    return new LstmModel(
        Embedding.of(vocabulary, width, random),
        depth > 1 ? lstm.withDropout(dropout) : lstm,
        new Dropout(dropout),
        Linear.of(width, vocabulary, random));
  }

  @Override
  public Tensor forward(Tensor tokens, Pass pass) {
    Tensor x = dropout.forward(embedding.forward(tokens), pass);
    return head.forward(dropout.forward(lstm.forward(x, pass), pass));
  }

  /// A decoder that keeps the states.
  @Override
  public Decoder decoder() {
    return new StateDecoder(this);
  }

  private static final class StateDecoder implements Decoder {
    private final LstmModel model;
    private Optional<List<LstmState>> states = Optional.empty();

    StateDecoder(LstmModel model) {
      this.model = model;
    }

    @Override
    public float[] next(int... tokens) {
      return Tensor.noGrad(() -> {
        Tensor x = model.embedding.forward(Tensor.of(tokens).unsqueeze(0));
        LstmOutput y =
            states.isPresent()
                ? model.lstm.run(x, states.get(), Pass.INFERENCE)
                : model.lstm.run(x, Pass.INFERENCE);
        states = Optional.of(y.states());
        return model.head.forward(y.output().slice(1, tokens.length - 1)).toFloatArray();
      });
    }
  }
}
