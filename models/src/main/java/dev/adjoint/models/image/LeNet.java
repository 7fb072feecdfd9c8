package dev.adjoint.models.image;

import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.PureLayer;
import dev.adjoint.tensor.Tensor;
import java.util.random.RandomGenerator;

/// LeNet-5 of LeCun, Bottou, Bengio and Haffner (1998) as PyTorch's tutorials write it: two
/// convolutions of 5×5 with ReLU and maximum pooling, then three linear layers.
///
/// **Shapes**: x `[N, channels, 32, 32]`, or `[N, channels, 28, 28]` with [#forDigits]; result `[N,
/// outputs]`.
///
/// @param conv1 to 6 channels
/// @param conv2 to 16 channels
/// @param fc1 to 120 numbers
/// @param fc2 to 84 numbers
/// @param fc3 to the outputs
public record LeNet(Conv2d conv1, Conv2d conv2, Linear fc1, Linear fc2, Linear fc3)
    implements PureLayer {

  /// A network for images of 32×32 pixels, with PyTorch's initial weights.
  public static LeNet of(int channels, int outputs, RandomGenerator random) {
    return of(Conv2d.of(channels, 6, 5, random), outputs, random);
  }

  /// A network for images of 28×28 pixels, whose first convolution pads by 2.
  public static LeNet forDigits(int channels, int outputs, RandomGenerator random) {
    return of(Conv2d.of(channels, 6, 5, random).withPadding(2), outputs, random);
  }

  private static LeNet of(Conv2d first, int outputs, RandomGenerator random) {
    return new LeNet(
        first,
        Conv2d.of(6, 16, 5, random),
        Linear.of(16 * 5 * 5, 120, random),
        Linear.of(120, 84, random),
        Linear.of(84, outputs, random));
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor y = conv1.forward(x).relu().maxPool2d(2);
    y = conv2.forward(y).relu().maxPool2d(2).flatten(1, 3);
    return fc3.forward(fc2.forward(fc1.forward(y).relu()).relu());
  }
}
