package dev.adjoint.models.generative;

import dev.adjoint.models.Mlp;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Sequential;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.random.RandomGenerator;

/// An autoencoder (Hinton and Salakhutdinov 2006): a perceptron that compresses x to a few numbers
/// and one that gives x back. Train it on the distance between its output and x.
///
/// **Shapes**: x `[N, first size]`, result the same, `encoder` gives `[N, last size]`.
///
/// @param encoder from x to the code
/// @param decoder from the code to x
public record Autoencoder(Sequential encoder, Sequential decoder) implements Layer {

  /// An autoencoder with ReLU between its layers and PyTorch's initial values.
  ///
  /// @param sizes from that of x to that of the code, at least two; the decoder has them in the
  ///   opposite order
  public static Autoencoder of(List<Integer> sizes, RandomGenerator random) {
    return new Autoencoder(
        Mlp.of(sizes, Activation.RELU, 0, random),
        Mlp.of(sizes.reversed(), Activation.RELU, 0, random));
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return decoder.forward(encoder.forward(x, pass), pass);
  }
}
