package dev.adjoint.bench.workload;

import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.PureLayer;
import dev.adjoint.tensor.Tensor;

/// W3: two convolutions of 3 × 3, a maximum over 2 × 2, two linear layers.
record DigitsCnn(Conv2d conv1, Conv2d conv2, Linear fc1, Linear fc2) implements PureLayer {

  /// The rows and columns of an image.
  static final int SIDE = 28;

  static DigitsCnn of(DrawnWeights weights) {
    return new DigitsCnn(
        weights.convolution(1, 32, 3),
        weights.convolution(32, 64, 3),
        weights.linear(64 * 12 * 12, 128),
        weights.linear(128, DrawnBatches.CLASSES));
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor seen = conv2.forward(conv1.forward(x).relu()).relu().maxPool2d(2);
    return fc2.forward(fc1.forward(seen.flatten(1, 3)).relu());
  }
}
