package dev.adjoint.models.image;

import dev.adjoint.nn.Activation;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.MaxPool2d;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Sequential;
import dev.adjoint.tensor.Conv2dOptions;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// VGG of Simonyan and Zisserman (2015): convolutions of 3×3 in five groups, each followed by
/// maximum pooling, then three linear layers with dropout 0.5. Names and initial values are
/// torchvision's.
///
/// **Shapes**: x `[N, channels, H, W]` with H and W of at least 32, result `[N, outputs]`.
///
/// @param features the convolutions
/// @param classifier the linear layers
public record Vgg(Sequential features, Sequential classifier) implements Layer {

  /// Which of the paper's networks: the number of layers with weights.
  public enum Depth {
    /// Configuration A.
    VGG_11(1, 1, 2, 2, 2),
    /// Configuration B.
    VGG_13(2, 2, 2, 2, 2),
    /// Configuration D.
    VGG_16(2, 2, 3, 3, 3),
    /// Configuration E.
    VGG_19(2, 2, 4, 4, 4);

    private final List<Integer> convolutions;

    Depth(Integer... convolutions) {
      this.convolutions = List.of(convolutions);
    }
  }

  private static final List<Integer> WIDTHS = List.of(64, 128, 256, 512, 512);
  private static final int POOLED = 7;

  /// The width of the hidden linear layers in the paper.
  public static final int HIDDEN = 4096;

  /// A network with torchvision's initial values.
  ///
  /// @param channels of the images, 3 in the paper
  /// @param batchNorm whether each convolution is followed by a batch normalization (`vgg16_bn`)
  /// @param hidden the width of the two hidden linear layers, [#HIDDEN] in the paper
  public static Vgg of(
      Depth depth,
      int channels,
      boolean batchNorm,
      int hidden,
      int outputs,
      RandomGenerator random) {
    List<Layer> features = new ArrayList<>();
    int in = channels;
    for (int group = 0; group < WIDTHS.size(); group++) {
      int out = WIDTHS.get(group);
      for (int i = 0; i < depth.convolutions.get(group); i++) {
        features.add(convolution(in, out, random));
        if (batchNorm) {
          features.add(BatchNorm2d.of(out));
        }
        features.add(Activation.RELU);
        in = out;
      }
      features.add(MaxPool2d.of(2));
    }
    return new Vgg(
        new Sequential(features),
        Sequential.of(
            Convolutions.linear(in * POOLED * POOLED, hidden, random),
            Activation.RELU,
            new Dropout(0.5),
            Convolutions.linear(hidden, hidden, random),
            Activation.RELU,
            new Dropout(0.5),
            Convolutions.linear(hidden, outputs, random)));
  }

  private static Conv2d convolution(int in, int out, RandomGenerator random) {
    return new Conv2d(
        Parameter.of(Convolutions.weight(in, out, 3, 1, random)),
        Optional.of(Parameter.of(Tensor.zeros(out))),
        Conv2dOptions.standard().withPadding(1));
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Tensor y = features.forward(x, pass).adaptiveAvgPool2d(POOLED, POOLED);
    return classifier.forward(y.flatten(1, 3), pass);
  }
}
