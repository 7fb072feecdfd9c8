package dev.adjoint.models;

import dev.adjoint.nn.Activation;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Initializer;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.MaxPool2d;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Sequential;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A small convolutional network: blocks of a 3×3 convolution, batch normalisation and ReLU, each
/// but the last followed by a pooling that halves the image; then the mean over the image, dropout
/// and a linear layer. The first block has `width` channels, each next one twice as many.
///
/// **Shapes**: x `[N, channels, H, W]` with H and W at least `2^(depth − 1)`, result `[N,
/// outputs]`.
///
/// @param features the blocks
/// @param dropout before the linear layer
/// @param linear from the channels of the last block to the outputs
public record SmallCnn(Sequential features, Dropout dropout, Linear linear) implements Layer {

  /// A network with initial weights: Kaiming normal for the convolutions, PyTorch's default for the
  /// linear layer.
  ///
  /// @param channels of the images
  /// @param width channels of the first block, at least 1
  /// @param depth number of blocks, at least 1
  /// @param dropout probability of dropout before the linear layer, in [0, 1)
  /// @param outputs number of outputs
  public static SmallCnn of(
      int channels, int width, int depth, double dropout, int outputs, RandomGenerator random) {
    List<Layer> features = new ArrayList<>();
    int in = channels;
    for (int block = 0; block < depth; block++) {
      int out = width << block;
      features.add(convolution(in, out, random));
      features.add(BatchNorm2d.of(out));
      features.add(Activation.RELU);
      if (block < depth - 1) {
        features.add(MaxPool2d.of(2));
      }
      in = out;
    }
    return new SmallCnn(
        new Sequential(features), new Dropout(dropout), Linear.of(in, outputs, random));
  }

  private static Conv2d convolution(int in, int out, RandomGenerator random) {
    Conv2d usual = Conv2d.of(in, out, 3, random).withPadding(1);
    Tensor weight = Initializer.kaimingNormal().of(usual.weight().shape(), random);
    return new Conv2d(Parameter.of(weight), Optional.empty(), usual.options());
  }

  /// How many numbers the parameters and running statistics hold, without building the network.
  ///
  /// @throws ArithmeticException if it does not fit in 64 bits
  public static long weightCount(int channels, int width, int depth, int outputs) {
    Sum sum = new Sum();
    long in = channels;
    for (int block = 0; block < depth; block++) {
      long out = Math.multiplyExact((long) width, 1L << block);
      sum.convolution(in, out, 3).batchNorm(out);
      in = out;
    }
    return sum.linear(in, outputs).total();
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Tensor y = features.forward(x, pass).mean(2, 3);
    return linear.forward(dropout.forward(y, pass));
  }
}
