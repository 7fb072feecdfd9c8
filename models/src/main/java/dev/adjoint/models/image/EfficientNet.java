package dev.adjoint.models.image;

import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Initializer;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.dropout.DropPath;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// EfficientNet-B0 of Tan and Le (2019, table 1): inverted residual blocks with a weight for each
/// channel and SiLU. In training a block is left out for some samples, the later ones more often,
/// up to a probability of 0.2. Names and initial values are torchvision's.
///
/// **Shapes**: x `[N, channels, H, W]`, result `[N, outputs]`.
///
/// @param features from the image to 1280 channels; each stage is a list of blocks
/// @param classifier dropout 0.2 and a linear layer
public record EfficientNet(Sequential features, Sequential classifier) implements Layer {

  /// A row of the paper's table: `repeats` blocks of `out` channels, the first with `stride`.
  private record Stage(int expansion, int kernel, int stride, int in, int out, int repeats) {}

  private static final List<Stage> B0 =
      List.of(
          new Stage(1, 3, 1, 32, 16, 1),
          new Stage(6, 3, 2, 16, 24, 2),
          new Stage(6, 5, 2, 24, 40, 2),
          new Stage(6, 3, 2, 40, 80, 3),
          new Stage(6, 5, 1, 80, 112, 3),
          new Stage(6, 5, 2, 112, 192, 4),
          new Stage(6, 3, 1, 192, 320, 1));

  private static final int LAST = 1280;
  private static final double DROPOUT = 0.2;

  /// A block: widen, convolve each channel, weigh the channels, narrow; with a shortcut where input
  /// and output have one size.
  ///
  /// @param dropPath leaves the block out for some samples
  public record MbConv(Sequential block, DropPath dropPath, boolean shortcut) implements Layer {

    private static MbConv of(
        int in, Stage stage, int stride, double leftOut, Convolutions convolutions) {
      int expanded = in * stage.expansion();
      List<Layer> block = new ArrayList<>();
      if (expanded != in) {
        block.add(convolutions.block(in, expanded, 1, 1, 1, Activation.SILU));
      }
      block.add(
          convolutions.block(
              expanded, expanded, stage.kernel(), stride, expanded, Activation.SILU));
      block.add(
          SqueezeExcitation.of(
              expanded,
              Math.max(1, in / 4),
              Activation.SILU,
              Activation.SIGMOID,
              convolutions.random()));
      block.add(convolutions.block(expanded, stage.out(), 1, 1, 1, Activation.IDENTITY));
      return new MbConv(
          new Sequential(block), new DropPath(leftOut), stride == 1 && in == stage.out());
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
      Tensor y = block.forward(x, pass);
      return shortcut ? dropPath.forward(y, pass).add(x) : y;
    }
  }

  /// EfficientNet-B0 with torchvision's initial values; 5.3 million parameters with 1000 outputs.
  ///
  /// @param channels of the images, 3 in the paper
  public static EfficientNet b0(int channels, int outputs, RandomGenerator random) {
    Convolutions convolutions = Convolutions.of(random);
    int total = B0.stream().mapToInt(Stage::repeats).sum();
    List<Layer> features = new ArrayList<>();
    features.add(convolutions.block(channels, B0.getFirst().in(), 3, 2, 1, Activation.SILU));
    int block = 0;
    for (Stage stage : B0) {
      List<Layer> blocks = new ArrayList<>();
      for (int i = 0; i < stage.repeats(); i++) {
        int in = i == 0 ? stage.in() : stage.out();
        double leftOut = DROPOUT * block++ / total;
        blocks.add(MbConv.of(in, stage, i == 0 ? stage.stride() : 1, leftOut, convolutions));
      }
      features.add(new Sequential(blocks));
    }
    features.add(convolutions.block(B0.getLast().out(), LAST, 1, 1, 1, Activation.SILU));
    double bound = 1 / Math.sqrt(outputs);
    return new EfficientNet(
        new Sequential(features),
        Sequential.of(
            new Dropout(DROPOUT),
            Linear.of(LAST, outputs, Initializer.uniform(-bound, bound), random)));
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return classifier.forward(features.forward(x, pass).mean(2, 3), pass);
  }
}
