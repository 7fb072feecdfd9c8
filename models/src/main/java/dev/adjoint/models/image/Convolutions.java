package dev.adjoint.models.image;

import dev.adjoint.nn.Activation;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Initializer;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Sequential;
import dev.adjoint.tensor.Conv2dOptions;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/// The convolutions of torchvision's networks: the padding keeps the size of the image at stride 1,
/// there is no bias, and the initial weights are Kaiming normal by fan-out.
///
/// @param norm makes the normalization of so many channels
/// @param random the source of the initial weights
record Convolutions(IntFunction<BatchNorm2d> norm, RandomGenerator random) {

  static Convolutions of(RandomGenerator random) {
    return new Convolutions(BatchNorm2d::of, random);
  }

  /// A convolution, its normalization and, unless it is [Activation#IDENTITY], an activation:
  /// torchvision's `Conv2dNormActivation`.
  Sequential block(int in, int out, int kernel, int stride, int groups, Activation activation) {
    List<Layer> layers = new ArrayList<>();
    layers.add(plain(in, out, kernel, stride, groups));
    layers.add(norm.apply(out));
    if (activation != Activation.IDENTITY) {
      layers.add(activation);
    }
    return new Sequential(layers);
  }

  Conv2d plain(int in, int out, int kernel, int stride, int groups) {
    Conv2dOptions options =
        Conv2dOptions.standard()
            .withStride(stride)
            .withPadding((kernel - 1) / 2)
            .withGroups(groups);
    return new Conv2d(
        Parameter.of(weight(in, out, kernel, groups, random)), Optional.empty(), options);
  }

  /// Normal with the deviation `√(2 / (out·kernel²/groups))`.
  static Tensor weight(int in, int out, int kernel, int groups, RandomGenerator random) {
    double deviation = Math.sqrt(2.0 * groups / ((double) out * kernel * kernel));
    Shape shape = Shape.of(out, in / groups, kernel, kernel);
    return Initializer.normal(0, deviation).of(shape, random);
  }

  /// A linear layer whose weights have the deviation 0.01 and whose biases are 0.
  static Linear linear(int in, int out, RandomGenerator random) {
    return Linear.of(in, out, Initializer.normal(0, 0.01), random);
  }

  /// The multiple of 8 next to a number of channels, never more than a tenth below it.
  static int multipleOf8(double channels) {
    int rounded = Math.max(8, (int) (channels + 4) / 8 * 8);
    return rounded < 0.9 * channels ? rounded + 8 : rounded;
  }
}
