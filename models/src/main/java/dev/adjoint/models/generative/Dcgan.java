package dev.adjoint.models.generative;

import dev.adjoint.nn.Activation;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.ConvTranspose2d;
import dev.adjoint.nn.Initializer;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.LeakyRelu;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Sequential;
import dev.adjoint.tensor.Conv2dOptions;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The generative adversarial network of Radford, Metz and Chintala (2016) for images of 64×64: the
/// generator makes images from noise, the discriminator says how probable it is that an image is
/// real. Names and initial values (normal with deviation 0.02) are those of PyTorch's example:
/// `main.0.weight` and so on.
///
/// A step of training teaches the discriminator with real images and 1 and with generated ones and
/// 0, then the generator with what the discriminator says of its images and 1, each by
/// [dev.adjoint.nn.loss.BceLoss].
///
/// @param generator from noise to images
/// @param discriminator from images to probabilities
public record Dcgan(Generator generator, Discriminator discriminator) {

  private static final double DEVIATION = 0.02;

  /// **Shapes**: noise `[N, code, 1, 1]`, result `[N, channels, 64, 64]` within −1 … 1.
  public record Generator(Sequential main) implements Layer {
    @Override
    public Tensor forward(Tensor noise, Pass pass) {
      return main.forward(noise, pass);
    }
  }

  /// **Shapes**: x `[N, channels, 64, 64]`, result `[N]`, probabilities.
  public record Discriminator(Sequential main) implements Layer {
    @Override
    public Tensor forward(Tensor x, Pass pass) {
      return main.forward(x, pass).flatten();
    }
  }

  /// Both networks with initial values.
  ///
  /// @param channels of the images
  /// @param code numbers of the noise, 100 in the paper
  /// @param width channels of the widest images inside, 64 in PyTorch's example
  public static Dcgan of(int channels, int code, int width, RandomGenerator random) {
    return new Dcgan(
        generator(channels, code, width, random), discriminator(channels, width, random));
  }

  private static Generator generator(int channels, int code, int width, RandomGenerator random) {
    List<Layer> main = new ArrayList<>();
    int in = code;
    for (int factor = 8; factor >= 1; factor /= 2) {
      main.add(doubling(in, factor * width, factor == 8, random));
      main.add(norm(factor * width, random));
      main.add(Activation.RELU);
      in = factor * width;
    }
    main.add(doubling(in, channels, false, random));
    main.add(Activation.TANH);
    return new Generator(new Sequential(main));
  }

  private static ConvTranspose2d doubling(int in, int out, boolean first, RandomGenerator random) {
    ConvTranspose2d usual = ConvTranspose2d.of(in, out, 4, random);
    return new ConvTranspose2d(drawn(usual.weight(), random), Optional.empty(), options(first), 0);
  }

  private static Discriminator discriminator(int channels, int width, RandomGenerator random) {
    List<Layer> main = new ArrayList<>();
    int in = channels;
    for (int factor = 1; factor <= 8; factor *= 2) {
      main.add(halving(in, factor * width, false, random));
      if (factor > 1) {
        main.add(norm(factor * width, random));
      }
      main.add(new LeakyRelu(0.2));
      in = factor * width;
    }
    main.add(halving(in, 1, true, random));
    main.add(Activation.SIGMOID);
    return new Discriminator(new Sequential(main));
  }

  private static Conv2d halving(int in, int out, boolean last, RandomGenerator random) {
    Conv2d usual = Conv2d.of(in, out, 4, random);
    return new Conv2d(drawn(usual.weight(), random), Optional.empty(), options(last));
  }

  /// Between 1×1 and 4×4 without padding, elsewhere by a factor of 2.
  private static Conv2dOptions options(boolean atTheNarrowEnd) {
    Conv2dOptions standard = Conv2dOptions.standard();
    return atTheNarrowEnd ? standard : standard.withStride(2).withPadding(1);
  }

  private static BatchNorm2d norm(int channels, RandomGenerator random) {
    BatchNorm2d usual = BatchNorm2d.of(channels);
    Tensor gain = Initializer.normal(1, DEVIATION).of(usual.weight().orElseThrow().shape(), random);
    return usual.with(
        Optional.of(Parameter.of(gain)), usual.bias(), usual.running(), usual.epsilon());
  }

  private static Parameter drawn(Parameter weight, RandomGenerator random) {
    return Parameter.of(Initializer.normal(0, DEVIATION).of(weight.shape(), random));
  }
}
