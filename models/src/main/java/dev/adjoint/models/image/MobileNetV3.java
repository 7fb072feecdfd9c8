package dev.adjoint.models.image;

import dev.adjoint.nn.Activation;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Sequential;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// MobileNetV3 of Howard et al. (2019): the blocks of MobileNetV2, some of them with a weight for
/// each channel ([squeeze and excitation](https://arxiv.org/abs/1709.01507)), and Hardswish. Names,
/// initial values and the normalization (ε = 0.001, momentum 0.01) are torchvision's.
///
/// **Shapes**: x `[N, channels, H, W]`, result `[N, outputs]`.
///
/// @param features from the image to the last channels
/// @param classifier two linear layers with Hardswish and dropout 0.2 between them
public record MobileNetV3(Sequential features, Sequential classifier) implements Layer {

  /// Which of the paper's networks.
  public enum Size {
    /// Table 1, 5.5 million parameters with 1000 outputs.
    LARGE(LARGE_ROWS, 1280),
    /// Table 2, 2.5 million parameters with 1000 outputs.
    SMALL(SMALL_ROWS, 1024);

    private final List<Row> rows;
    private final int hidden;

    Size(List<Row> rows, int hidden) {
      this.rows = rows;
      this.hidden = hidden;
    }
  }

  /// A row of the paper's tables.
  private record Row(
      int in, int kernel, int expanded, int out, boolean squeeze, Activation f, int stride) {}

  private static final Activation RE = Activation.RELU;
  private static final Activation HS = Activation.HARDSWISH;

  private static final List<Row> LARGE_ROWS =
      List.of(
          new Row(16, 3, 16, 16, false, RE, 1),
          new Row(16, 3, 64, 24, false, RE, 2),
          new Row(24, 3, 72, 24, false, RE, 1),
          new Row(24, 5, 72, 40, true, RE, 2),
          new Row(40, 5, 120, 40, true, RE, 1),
          new Row(40, 5, 120, 40, true, RE, 1),
          new Row(40, 3, 240, 80, false, HS, 2),
          new Row(80, 3, 200, 80, false, HS, 1),
          new Row(80, 3, 184, 80, false, HS, 1),
          new Row(80, 3, 184, 80, false, HS, 1),
          new Row(80, 3, 480, 112, true, HS, 1),
          new Row(112, 3, 672, 112, true, HS, 1),
          new Row(112, 5, 672, 160, true, HS, 2),
          new Row(160, 5, 960, 160, true, HS, 1),
          new Row(160, 5, 960, 160, true, HS, 1));

  private static final List<Row> SMALL_ROWS =
      List.of(
          new Row(16, 3, 16, 16, true, RE, 2),
          new Row(16, 3, 72, 24, false, RE, 2),
          new Row(24, 3, 88, 24, false, RE, 1),
          new Row(24, 5, 96, 40, true, HS, 2),
          new Row(40, 5, 240, 40, true, HS, 1),
          new Row(40, 5, 240, 40, true, HS, 1),
          new Row(40, 5, 120, 48, true, HS, 1),
          new Row(48, 5, 144, 48, true, HS, 1),
          new Row(48, 5, 288, 96, true, HS, 2),
          new Row(96, 5, 576, 96, true, HS, 1),
          new Row(96, 5, 576, 96, true, HS, 1));

  /// A block with a shortcut where input and output have one size.
  public record InvertedResidual(Sequential block, boolean shortcut) implements Layer {

    private static InvertedResidual of(Row row, Convolutions convolutions) {
      List<Layer> block = new ArrayList<>();
      if (row.expanded() != row.in()) {
        block.add(convolutions.block(row.in(), row.expanded(), 1, 1, 1, row.f()));
      }
      block.add(
          convolutions.block(
              row.expanded(), row.expanded(), row.kernel(), row.stride(), row.expanded(), row.f()));
      if (row.squeeze()) {
        block.add(
            SqueezeExcitation.of(
                row.expanded(),
                Convolutions.multipleOf8(row.expanded() / 4.0),
                RE,
                Activation.HARDSIGMOID,
                convolutions.random()));
      }
      block.add(convolutions.block(row.expanded(), row.out(), 1, 1, 1, Activation.IDENTITY));
      return new InvertedResidual(
          new Sequential(block), row.stride() == 1 && row.in() == row.out());
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
      Tensor y = block.forward(x, pass);
      return shortcut ? y.add(x) : y;
    }
  }

  /// A network with torchvision's initial values.
  ///
  /// @param channels of the images, 3 in the paper
  public static MobileNetV3 of(Size size, int channels, int outputs, RandomGenerator random) {
    Convolutions convolutions =
        new Convolutions(
            count -> BatchNorm2d.of(count).withEpsilon(0.001).withMomentum(0.01), random);
    List<Layer> features = new ArrayList<>();
    features.add(convolutions.block(channels, size.rows.getFirst().in(), 3, 2, 1, HS));
    for (Row row : size.rows) {
      features.add(InvertedResidual.of(row, convolutions));
    }
    int last = size.rows.getLast().out();
    features.add(convolutions.block(last, 6 * last, 1, 1, 1, HS));
    return new MobileNetV3(
        new Sequential(features),
        Sequential.of(
            Convolutions.linear(6 * last, size.hidden, random),
            HS,
            new Dropout(0.2),
            Convolutions.linear(size.hidden, outputs, random)));
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return classifier.forward(features.forward(x, pass).mean(2, 3), pass);
  }
}
