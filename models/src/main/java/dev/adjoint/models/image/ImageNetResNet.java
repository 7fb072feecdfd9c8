package dev.adjoint.models.image;

import dev.adjoint.nn.Activation;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.MaxPool2d;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Sequential;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The residual networks for large images of He, Zhang, Ren and Sun (2015, table 1), ResNet-18 to
/// ResNet-152: a convolution of 7×7, maximum pooling, four stages of blocks with 64, 128, 256 and
/// 512 channels, the mean over the image and a linear layer. Names, initial values and the place of
/// the stride (the convolution of 3×3 of a bottleneck) are torchvision's.
///
/// **Shapes**: x `[N, channels, H, W]`, result `[N, outputs]`.
///
/// @param layer1 the first stage; each further one halves the image
/// @param fc from the channels of the last stage to the outputs
public record ImageNetResNet(
    Conv2d conv1,
    BatchNorm2d bn1,
    List<Block> layer1,
    List<Block> layer2,
    List<Block> layer3,
    List<Block> layer4,
    Linear fc)
    implements Layer {

  /// Which of the paper's networks: the number of layers with weights.
  public enum Depth {
    /// Blocks of two convolutions.
    RESNET_18(false, 2, 2, 2, 2),
    /// Blocks of two convolutions.
    RESNET_34(false, 3, 4, 6, 3),
    /// Bottlenecks of three convolutions.
    RESNET_50(true, 3, 4, 6, 3),
    /// Bottlenecks of three convolutions.
    RESNET_101(true, 3, 4, 23, 3),
    /// Bottlenecks of three convolutions.
    RESNET_152(true, 3, 8, 36, 3);

    private final boolean bottleneck;
    private final List<Integer> blocks;

    Depth(boolean bottleneck, Integer... blocks) {
      this.bottleneck = bottleneck;
      this.blocks = List.of(blocks);
    }
  }

  private static final int WIDTH = 64;
  private static final int EXPANSION = 4;

  /// What a stage is made of.
  public sealed interface Block extends Layer {}

  /// Two convolutions of 3×3 whose result is added to what they got.
  ///
  /// @param downsample fits x to the result where the sizes differ
  public record Basic(
      Conv2d conv1, BatchNorm2d bn1, Conv2d conv2, BatchNorm2d bn2, Optional<Sequential> downsample)
      implements Block {

    @Override
    public Tensor forward(Tensor x, Pass pass) {
      Tensor y = bn1.forward(conv1.forward(x), pass).relu();
      return bn2.forward(conv2.forward(y), pass).add(shortcut(downsample, x, pass)).relu();
    }
  }

  /// A convolution of 1×1 that narrows the channels, one of 3×3, and one of 1×1 that widens them
  /// four times; the result is added to what they got.
  ///
  /// @param downsample fits x to the result where the sizes differ
  public record Bottleneck(
      Conv2d conv1,
      BatchNorm2d bn1,
      Conv2d conv2,
      BatchNorm2d bn2,
      Conv2d conv3,
      BatchNorm2d bn3,
      Optional<Sequential> downsample)
      implements Block {

    @Override
    public Tensor forward(Tensor x, Pass pass) {
      Tensor y = bn1.forward(conv1.forward(x), pass).relu();
      y = bn2.forward(conv2.forward(y), pass).relu();
      return bn3.forward(conv3.forward(y), pass).add(shortcut(downsample, x, pass)).relu();
    }
  }

  private static Tensor shortcut(Optional<Sequential> downsample, Tensor x, Pass pass) {
    return downsample.isPresent() ? downsample.get().forward(x, pass) : x;
  }

  /// A network with torchvision's initial values: Kaiming normal by fan-out for the convolutions,
  /// the usual uniform ones for the linear layer.
  ///
  /// @param channels of the images, 3 in the paper
  public static ImageNetResNet of(Depth depth, int channels, int outputs, RandomGenerator random) {
    Convolutions convolutions = Convolutions.of(random);
    int last = (WIDTH << 3) * (depth.bottleneck ? EXPANSION : 1);
    return new ImageNetResNet(
        convolutions.plain(channels, WIDTH, 7, 2, 1),
        BatchNorm2d.of(WIDTH),
        stage(depth, 0, convolutions),
        stage(depth, 1, convolutions),
        stage(depth, 2, convolutions),
        stage(depth, 3, convolutions),
        Linear.of(last, outputs, random));
  }

  private static List<Block> stage(Depth depth, int stage, Convolutions convolutions) {
    int width = WIDTH << stage;
    int expansion = depth.bottleneck ? EXPANSION : 1;
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < depth.blocks.get(stage); i++) {
      int in = i > 0 ? width * expansion : stage == 0 ? WIDTH : width / 2 * expansion;
      int stride = i == 0 && stage > 0 ? 2 : 1;
      Optional<Sequential> downsample =
          stride == 1 && in == width * expansion
              ? Optional.empty()
              : Optional.of(
                  convolutions.block(in, width * expansion, 1, stride, 1, Activation.IDENTITY));
      blocks.add(
          depth.bottleneck
              ? bottleneck(in, width, stride, downsample, convolutions)
              : basic(in, width, stride, downsample, convolutions));
    }
    return blocks;
  }

  private static Block basic(
      int in, int width, int stride, Optional<Sequential> downsample, Convolutions convolutions) {
    return new Basic(
        convolutions.plain(in, width, 3, stride, 1),
        BatchNorm2d.of(width),
        convolutions.plain(width, width, 3, 1, 1),
        BatchNorm2d.of(width),
        downsample);
  }

  private static Block bottleneck(
      int in, int width, int stride, Optional<Sequential> downsample, Convolutions convolutions) {
    return new Bottleneck(
        convolutions.plain(in, width, 1, 1, 1),
        BatchNorm2d.of(width),
        convolutions.plain(width, width, 3, stride, 1),
        BatchNorm2d.of(width),
        convolutions.plain(width, width * EXPANSION, 1, 1, 1),
        BatchNorm2d.of(width * EXPANSION),
        downsample);
  }

  /// What the linear layer gets: the means over the image of the channels of the last stage.
  public Tensor features(Tensor x, Pass pass) {
    Tensor y = bn1.forward(conv1.forward(x), pass).relu();
    y = MaxPool2d.of(3).withStride(2).withPadding(1).forward(y);
    for (List<Block> stage : List.of(layer1, layer2, layer3, layer4)) {
      for (Block block : stage) {
        y = block.forward(y, pass);
      }
    }
    return y.mean(2, 3);
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return fc.forward(features(x, pass));
  }
}
