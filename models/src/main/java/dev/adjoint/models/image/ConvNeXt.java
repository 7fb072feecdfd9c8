package dev.adjoint.models.image;

import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.Initializer;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.LayerNorm;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.dropout.DropPath;
import dev.adjoint.tensor.Conv2dOptions;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// ConvNeXt of Liu, Mao, Wu, Feichtenhofer, Darrell and Xie (2022): a network of convolutions built
/// like a transformer, with layer norms, GELU and blocks of a depthwise convolution of 7×7 and two
/// linear layers. In training a block is left out for some samples, the later ones more often.
/// Names and initial values are torchvision's.
///
/// **Shapes**: x `[N, channels, H, W]` with H and W of at least 32, result `[N, outputs]`.
///
/// @param features the stages and what halves the image before each
/// @param classifier a norm and a linear layer
public record ConvNeXt(Sequential features, Sequential classifier) implements Layer {

  private static final double EPSILON = 1e-6;
  private static final double DEVIATION = 0.02;

  /// A block.
  ///
  /// @param layerScale a weight for each channel of the branch, `[C, 1, 1]`, 1e-6 at the start
  /// @param block convolution, norm and linear layers
  /// @param dropPath leaves the branch out for some samples
  public record Block(Parameter layerScale, Sequential block, DropPath dropPath) implements Layer {

    private static Block of(int width, double leftOut, RandomGenerator random) {
      return new Block(
          Parameter.of(Tensor.full(Shape.of(width, 1, 1), 1e-6)),
          Sequential.of(
              convolution(
                  width,
                  width,
                  7,
                  Conv2dOptions.standard().withPadding(3).withGroups(width),
                  random),
              new Axes(0, 2, 3, 1),
              LayerNorm.of(width).withEpsilon(EPSILON),
              linear(width, 4 * width, random),
              Activation.GELU,
              linear(4 * width, width, random),
              new Axes(0, 3, 1, 2)),
          new DropPath(leftOut));
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
      Tensor branch = block.forward(x, pass).multiply(layerScale.value());
      return dropPath.forward(branch, pass).add(x);
    }

    @Override
    public Map<String, Object> parts() {
      Map<String, Object> parts = new LinkedHashMap<>();
      parts.put("layer_scale", layerScale);
      parts.put("block", block);
      return parts;
    }
  }

  /// The axes of x in this order.
  private record Axes(int first, int second, int third, int fourth) implements PureLayer {

    @Override
    public Tensor forward(Tensor x) {
      return x.permute(first, second, third, fourth);
    }
  }

  /// A layer norm over the channels of each pixel, with the parameters `weight` and `bias`.
  private record ChannelNorm(LayerNorm norm) implements PureLayer {

    static ChannelNorm of(int width) {
      return new ChannelNorm(LayerNorm.of(width).withEpsilon(EPSILON));
    }

    @Override
    public Tensor forward(Tensor x) {
      return norm.forward(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2);
    }

    @Override
    public Map<String, Object> parts() {
      return norm.parts();
    }
  }

  /// ConvNeXt-T, 28.6 million parameters with 1000 outputs.
  ///
  /// @param channels of the images, 3 in the paper
  public static ConvNeXt tiny(int channels, int outputs, RandomGenerator random) {
    return of(List.of(96, 192, 384, 768), List.of(3, 3, 9, 3), 0.1, channels, outputs, random);
  }

  /// A network with torchvision's initial values.
  ///
  /// @param widths the channels of the stages
  /// @param depths the number of blocks of the stages
  /// @param leftOut the probability of leaving out the last block for a sample, in [0, 1)
  /// @throws IllegalArgumentException if there is not one depth for each width
  public static ConvNeXt of(
      List<Integer> widths,
      List<Integer> depths,
      double leftOut,
      int channels,
      int outputs,
      RandomGenerator random) {
    if (widths.isEmpty() || widths.size() != depths.size()) {
      throw new IllegalArgumentException(
          "convnext: there are %d widths and %d depths but there must be as many of both, at least 1; give a depth for each stage"
              .formatted(widths.size(), depths.size()));
    }
    int total = depths.stream().mapToInt(Integer::intValue).sum();
    Conv2dOptions patches = Conv2dOptions.standard().withStride(4);
    List<Layer> features = new ArrayList<>();
    features.add(
        Sequential.of(
            convolution(channels, widths.getFirst(), 4, patches, random),
            ChannelNorm.of(widths.getFirst())));
    int block = 0;
    for (int stage = 0; stage < widths.size(); stage++) {
      int width = widths.get(stage);
      if (stage > 0) {
        int before = widths.get(stage - 1);
        Conv2dOptions halves = Conv2dOptions.standard().withStride(2);
        features.add(
            Sequential.of(ChannelNorm.of(before), convolution(before, width, 2, halves, random)));
      }
      List<Layer> blocks = new ArrayList<>();
      for (int i = 0; i < depths.get(stage); i++) {
        blocks.add(Block.of(width, leftOut * block++ / Math.max(1, total - 1), random));
      }
      features.add(new Sequential(blocks));
    }
    return new ConvNeXt(
        new Sequential(features),
        Sequential.of(
            ChannelNorm.of(widths.getLast()),
            new Flatten(),
            linear(widths.getLast(), outputs, random)));
  }

  private static Conv2d convolution(
      int in, int out, int kernel, Conv2dOptions options, RandomGenerator random) {
    Shape shape = Shape.of(out, in / options.groups(), kernel, kernel);
    return new Conv2d(
        Parameter.of(Initializer.truncNormal(DEVIATION).of(shape, random)),
        Optional.of(Parameter.of(Tensor.zeros(out))),
        options);
  }

  private static Linear linear(int in, int out, RandomGenerator random) {
    return Linear.of(in, out, Initializer.truncNormal(DEVIATION), random);
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return classifier.forward(features.forward(x, pass).mean(KeepAxes.YES, 2, 3), pass);
  }
}
