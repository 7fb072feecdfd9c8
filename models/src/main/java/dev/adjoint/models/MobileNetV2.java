package dev.adjoint.models;

import dev.adjoint.nn.Activation;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Initializer;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Sequential;
import dev.adjoint.tensor.Conv2dOptions;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// MobileNetV2 of Sandler, Howard, Zhu, Zhmoginov and Chen (2018): blocks that widen the channels
/// by a convolution of 1×1, work on each channel alone by one of 3×3, and narrow them again; the
/// shortcut joins the narrow ends.
///
/// The names are those of torchvision: `features.0.0.weight`, `features.1.conv.0.0.weight`, …,
/// `classifier.1.weight`. Images below 128 pixels are too small to be halved five times; for them
/// [#of] leaves out the first two halvings, which changes no parameter's shape.
///
/// **Shapes**: x `[N, channels, H, W]`, result `[N, outputs]`.
///
/// @param features from the image to the last channels
/// @param classifier dropout and a linear layer
public record MobileNetV2(Sequential features, Sequential classifier) implements Layer {

  /// A row of the paper's table 2: `repeats` blocks of `out` channels, the first with `stride`.
  private record Stage(int expansion, int out, int repeats, int stride) {}

  private static final List<Stage> STAGES =
      List.of(
          new Stage(1, 16, 1, 1),
          new Stage(6, 24, 2, 2),
          new Stage(6, 32, 3, 2),
          new Stage(6, 64, 4, 2),
          new Stage(6, 96, 3, 1),
          new Stage(6, 160, 3, 2),
          new Stage(6, 320, 1, 1));

  private static final int STEM = 32;
  private static final int LAST = 1280;
  private static final int SMALL_IMAGE = 128;

  /// The second halving is that of this stage.
  private static final int SECOND_HALVING = 1;

  /// A block with a shortcut where input and output have one size.
  public record InvertedResidual(Sequential conv, boolean shortcut) implements Layer {

    @Override
    public Tensor forward(Tensor x, Pass pass) {
      Tensor y = conv.forward(x, pass);
      return shortcut ? y.add(x) : y;
    }
  }

  /// A network with torchvision's initial values: Kaiming normal by fan-out for the convolutions,
  /// normal with deviation 0.01 for the linear layer, biases 0.
  ///
  /// @param channels of the images, 3 in the paper
  /// @param size the shorter side of the images in pixels
  /// @param dropout probability of dropout before the linear layer, 0.2 in torchvision
  /// @param outputs number of outputs
  public static MobileNetV2 of(
      int channels, int size, double dropout, int outputs, RandomGenerator random) {
    boolean isSmall = size < SMALL_IMAGE;
    List<Layer> features = new ArrayList<>();
    features.add(convolution(channels, STEM, 3, isSmall ? 1 : 2, 1, random));
    int in = STEM;
    for (int i = 0; i < STAGES.size(); i++) {
      Stage stage = STAGES.get(i);
      for (int repeat = 0; repeat < stage.repeats(); repeat++) {
        boolean isFirst = repeat == 0 && !(isSmall && i == SECOND_HALVING);
        features.add(
            block(in, stage.out(), isFirst ? stage.stride() : 1, stage.expansion(), random));
        in = stage.out();
      }
    }
    features.add(convolution(in, LAST, 1, 1, 1, random));
    Parameter weight =
        Parameter.of(Initializer.normal(0, 0.01).of(Shape.of(outputs, LAST), random));
    Linear linear = new Linear(weight, Optional.of(Parameter.of(Tensor.zeros(outputs))));
    return new MobileNetV2(new Sequential(features), Sequential.of(new Dropout(dropout), linear));
  }

  private static InvertedResidual block(
      int in, int out, int stride, int expansion, RandomGenerator random) {
    int hidden = in * expansion;
    List<Layer> conv = new ArrayList<>();
    if (expansion != 1) {
      conv.add(convolution(in, hidden, 1, 1, 1, random));
    }
    conv.add(convolution(hidden, hidden, 3, stride, hidden, random));
    conv.add(plain(hidden, out, 1, 1, 1, random));
    conv.add(BatchNorm2d.of(out));
    return new InvertedResidual(new Sequential(conv), stride == 1 && in == out);
  }

  private static Sequential convolution(
      int in, int out, int kernel, int stride, int groups, RandomGenerator random) {
    return Sequential.of(
        plain(in, out, kernel, stride, groups, random), BatchNorm2d.of(out), Activation.RELU6);
  }

  private static Conv2d plain(
      int in, int out, int kernel, int stride, int groups, RandomGenerator random) {
    Conv2dOptions options =
        Conv2dOptions.standard()
            .withStride(stride)
            .withPadding((kernel - 1) / 2)
            .withGroups(groups);
    Shape shape = Shape.of(out, in / groups, kernel, kernel);
    double deviation = Math.sqrt(2.0 / ((double) out * kernel * kernel));
    Tensor weight = Initializer.normal(0, deviation).of(shape, random);
    return new Conv2d(Parameter.of(weight), Optional.empty(), options);
  }

  /// How many numbers the parameters and running statistics hold, without building the network.
  public static long weightCount(int channels, int outputs) {
    Sum sum = new Sum().convolution(channels, STEM, 3).batchNorm(STEM);
    int in = STEM;
    for (Stage stage : STAGES) {
      for (int repeat = 0; repeat < stage.repeats(); repeat++) {
        int hidden = in * stage.expansion();
        if (stage.expansion() != 1) {
          sum.convolution(in, hidden, 1).batchNorm(hidden);
        }
        sum.convolution(1, hidden, 3).batchNorm(hidden);
        sum.convolution(hidden, stage.out(), 1).batchNorm(stage.out());
        in = stage.out();
      }
    }
    return sum.convolution(in, LAST, 1).batchNorm(LAST).linear(LAST, outputs).total();
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return classifier.forward(features.forward(x, pass).mean(2, 3), pass);
  }
}
