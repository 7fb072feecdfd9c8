package dev.adjoint.bench.workload;

import dev.adjoint.nn.Linear;
import dev.adjoint.nn.PureLayer;
import dev.adjoint.tensor.Tensor;

/// W2 and W7: 784 – 512 – 256 – 10.
record DigitsMlp(Linear fc1, Linear fc2, Linear fc3) implements PureLayer {

  /// The pixels of an image.
  static final int PIXELS = 784;

  static DigitsMlp of(DrawnWeights weights) {
    return new DigitsMlp(
        weights.linear(PIXELS, 512),
        weights.linear(512, 256),
        weights.linear(256, DrawnBatches.CLASSES));
  }

  @Override
  public Tensor forward(Tensor x) {
    return fc3.forward(fc2.forward(fc1.forward(x).relu()).relu());
  }
}
