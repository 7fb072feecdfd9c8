package dev.adjoint.models.generative;

import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.random.RandomGenerator;

/// The variational autoencoder of Kingma and Welling (2014): the encoder gives the mean μ and the
/// logarithm of the variance of a normal distribution of codes, `z = μ + σ·ε` is drawn from it in
/// training, and the decoder gives x back. The names are those of PyTorch's example: `fc1`, `fc21`
/// (μ), `fc22` (log σ²), `fc3`, `fc4`.
///
/// **Shapes**: x `[N, in]` with numbers in 0 … 1, result the same.
///
/// @param fc1 from x to the hidden layer of the encoder
/// @param fc21 to μ
/// @param fc22 to log σ²
/// @param fc3 from the code to the hidden layer of the decoder
/// @param fc4 to x, followed by a sigmoid
public record VariationalAutoencoder(Linear fc1, Linear fc21, Linear fc22, Linear fc3, Linear fc4)
    implements Layer {

  /// The distribution of the code of each sample.
  ///
  /// @param mean μ, `[N, code]`
  /// @param logVariance log σ², `[N, code]`
  public record Distribution(Tensor mean, Tensor logVariance) {

    /// A draw `μ + σ·ε` with ε standard normal; gradients go to μ and σ.
    public Tensor draw(RandomGenerator random) {
      Shape shape = mean.shape();
      Tensor noise = Tensor.normal(mean.elementType(), shape, 0, 1, random);
      return mean.add(logVariance.multiply(0.5).exp().multiply(noise));
    }

    /// The Kullback–Leibler divergence from the standard normal distribution, summed over samples:
    /// `−½ Σ (1 + log σ² − μ² − σ²)`.
    public Tensor divergence() {
      Tensor each = logVariance.add(1).subtract(mean.square()).subtract(logVariance.exp());
      return each.sum().multiply(-0.5);
    }
  }

  /// A network with PyTorch's initial values.
  ///
  /// @param in numbers of a sample, 784 in PyTorch's example
  /// @param hidden width of the hidden layers, 400 there
  /// @param code numbers of a code, 20 there
  public static VariationalAutoencoder of(int in, int hidden, int code, RandomGenerator random) {
    return new VariationalAutoencoder(
        Linear.of(in, hidden, random),
        Linear.of(hidden, code, random),
        Linear.of(hidden, code, random),
        Linear.of(code, hidden, random),
        Linear.of(hidden, in, random));
  }

  /// The distribution of the codes of x.
  public Distribution encode(Tensor x) {
    Tensor hidden = fc1.forward(x).relu();
    return new Distribution(fc21.forward(hidden), fc22.forward(hidden));
  }

  /// Samples of codes `[N, code]`. Codes drawn from the standard normal distribution give new
  /// samples.
  public Tensor decode(Tensor code) {
    return fc4.forward(fc3.forward(code).relu()).sigmoid();
  }

  /// x by way of a drawn code in training, by way of μ in inference.
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Distribution codes = encode(x);
    return decode(
        pass instanceof Pass.Training training ? codes.draw(training.random()) : codes.mean());
  }

  /// The loss of a step of training, the negative evidence lower bound summed over samples: the
  /// binary cross-entropy between x and what comes back, and the divergence of the codes.
  public Tensor loss(Tensor x, RandomGenerator random) {
    Distribution codes = encode(x);
    Tensor logits = fc4.forward(fc3.forward(codes.draw(random)).relu());
    // −x·log s(l) − (1 − x)·log(1 − s(l)) = softplus(l) − x·l
    Tensor distance = logits.softplus().subtract(x.multiply(logits)).sum();
    return distance.add(codes.divergence());
  }
}
