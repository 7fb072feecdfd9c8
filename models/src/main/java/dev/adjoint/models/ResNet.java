package dev.adjoint.models;

import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Initializer;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The residual network for small images of He, Zhang, Ren and Sun (2015, section 4.2): a
/// convolution, three stages of blocks with 1, 2 and 4 times the width, the mean over the image and
/// a linear layer. The second and the third stage halve the image.
///
/// Where a stage changes the size, the shortcut takes every second row and column and adds channels
/// of zeros (the paper's option A), so it has no parameters. The names are those of the weights
/// published for PyTorch: `conv1`, `bn1`, `layer1.0.conv1`, …, `linear`.
///
/// **Shapes**: x `[N, channels, H, W]`, result `[N, outputs]`.
///
/// @param linear from the channels of the last stage to the outputs
public record ResNet(
    Conv2d conv1,
    BatchNorm2d bn1,
    List<Block> layer1,
    List<Block> layer2,
    List<Block> layer3,
    Linear linear)
    implements Layer {

  /// Two convolutions whose result is added to what they got.
  public record Block(Conv2d conv1, BatchNorm2d bn1, Conv2d conv2, BatchNorm2d bn2)
      implements Layer {

    static Block of(int in, int out, int stride, RandomGenerator random) {
      return new Block(
          convolution(in, out, stride, random),
          BatchNorm2d.of(out),
          convolution(out, out, 1, random),
          BatchNorm2d.of(out));
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
      Tensor y = bn1.forward(conv1.forward(x), pass).relu();
      return bn2.forward(conv2.forward(y), pass).add(shortcut(x)).relu();
    }

    private Tensor shortcut(Tensor x) {
      int stride = conv1.options().strideHeight();
      int more = conv1.weight().shape().size(0) - conv1.weight().shape().size(1);
      if (stride == 1 && more == 0) {
        return x;
      }
      Tensor fewer =
          x.slice(2, 0, x.shape().size(2), stride).slice(3, 0, x.shape().size(3), stride);
      return fewer.pad(0, 0, 0, 0, 0, more / 2, more - more / 2);
    }
  }

  /// The depths that have whole blocks: 20, 32, 44, 56, 110 and others of `6·n + 2`.
  ///
  /// @return blocks in a stage
  /// @throws IllegalArgumentException if the depth is not `6·n + 2` with n of at least 1
  public static int blocks(int depth) {
    if (depth < 8 || (depth - 2) % 6 != 0) {
      throw new IllegalArgumentException(
          "resnet: the depth is %d but must be 6·n + 2; 20, 32, 44, 56 and 110 are usual"
              .formatted(depth));
    }
    return (depth - 2) / 6;
  }

  /// A network with Kaiming normal weights in the convolutions and the linear layer.
  ///
  /// @param channels of the images, 3 in the paper
  /// @param depth the number of layers with weights, `6·n + 2`; 20 is the smallest of the paper
  /// @param width channels of the first stage, 16 in the paper
  /// @param outputs number of outputs
  /// @throws IllegalArgumentException if the depth is not of that form
  public static ResNet of(int channels, int depth, int width, int outputs, RandomGenerator random) {
    int blocks = blocks(depth);
    Linear usual = Linear.of(4 * width, outputs, random);
    return new ResNet(
        convolution(channels, width, 1, random),
        BatchNorm2d.of(width),
        stage(blocks, width, width, 1, random),
        stage(blocks, width, 2 * width, 2, random),
        stage(blocks, 2 * width, 4 * width, 2, random),
        new Linear(
            Parameter.of(Initializer.kaimingNormal().of(usual.weight().shape(), random)),
            usual.bias()));
  }

  private static List<Block> stage(
      int blocks, int in, int out, int stride, RandomGenerator random) {
    List<Block> stage = new ArrayList<>();
    for (int i = 0; i < blocks; i++) {
      stage.add(Block.of(i == 0 ? in : out, out, i == 0 ? stride : 1, random));
    }
    return stage;
  }

  private static Conv2d convolution(int in, int out, int stride, RandomGenerator random) {
    Conv2d usual = Conv2d.of(in, out, 3, random).withStride(stride).withPadding(1);
    Tensor weight = Initializer.kaimingNormal().of(usual.weight().shape(), random);
    return new Conv2d(Parameter.of(weight), Optional.empty(), usual.options());
  }

  /// How many numbers the parameters and running statistics hold, without building the network.
  ///
  /// @throws ArithmeticException if it does not fit in 64 bits
  /// @throws IllegalArgumentException if the depth is not `6·n + 2`
  public static long weightCount(int channels, int depth, int width, int outputs) {
    Sum sum = new Sum().convolution(channels, width, 3).batchNorm(width);
    long in = width;
    for (int stage = 0; stage < 3; stage++) {
      long out = (long) width << stage;
      for (int i = 0; i < blocks(depth); i++) {
        sum.convolution(i == 0 ? in : out, out, 3).batchNorm(out);
        sum.convolution(out, out, 3).batchNorm(out);
      }
      in = out;
    }
    return sum.linear(in, outputs).total();
  }

  /// What the linear layer gets: the means over the image of the channels of the last stage.
  ///
  /// @return `[N, 4·width]`
  public Tensor features(Tensor x, Pass pass) {
    Tensor y = bn1.forward(conv1.forward(x), pass).relu();
    for (List<Block> stage : List.of(layer1, layer2, layer3)) {
      for (Block block : stage) {
        y = block.forward(y, pass);
      }
    }
    return y.mean(2, 3);
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return linear.forward(features(x, pass));
  }
}
