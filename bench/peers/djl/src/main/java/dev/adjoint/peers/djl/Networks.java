package dev.adjoint.peers.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.nn.recurrent.LSTM;
import dev.adjoint.peers.Sizes;
import java.util.List;

/// The models of DJL's own layers: all but W4's.
final class Networks {

  private static final Shape TWO = new Shape(2, 2);

  private Networks() {}

  /// W1.
  static Block tiny() {
    return new SequentialBlock().add(linear(2)).add(Activation::relu).add(linear(1));
  }

  /// W2 and W7.
  static Block mlp() {
    return new SequentialBlock()
        .add(linear(Sizes.HIDDEN_1))
        .add(Activation::relu)
        .add(linear(Sizes.HIDDEN_2))
        .add(Activation::relu)
        .add(linear(Sizes.CLASSES));
  }

  /// W3.
  static Block cnn() {
    return new SequentialBlock()
        .add(convolution(32))
        .add(Activation::relu)
        .add(convolution(Sizes.DIGIT_CHANNELS))
        .add(Activation::relu)
        .add(Pool.maxPool2dBlock(TWO, TWO))
        .add(Blocks.batchFlattenBlock())
        .add(linear(Sizes.DIGIT_HIDDEN))
        .add(Activation::relu)
        .add(linear(Sizes.CLASSES));
  }

  /// W5.
  static Block lstm() {
    return new SequentialBlock()
        .add(
            LSTM.builder()
                .setNumLayers(1)
                .setStateSize(Sizes.STATE)
                .optBatchFirst(true)
                .optReturnState(false)
                .build())
        .add(LambdaBlock.singleton(states -> states.get(":, -1")))
        .add(linear(Sizes.CLASSES));
  }

  /// W6.
  static Block resnet() {
    SequentialBlock net =
        new SequentialBlock()
            .add(filter(Sizes.FIRST_WIDTH, 3, 1))
            .add(batchNorm())
            .add(Activation::relu);
    for (int stage = 0; stage < Sizes.STAGES; stage++) {
      for (int block = 0; block < Sizes.STAGES; block++) {
        net.add(residual(Sizes.FIRST_WIDTH << stage, stage > 0 && block == 0));
      }
    }
    return net.add(Pool.globalAvgPool2dBlock()).add(linear(Sizes.CLASSES));
  }

  private static Block residual(int width, boolean down) {
    Block main =
        new SequentialBlock()
            .add(filter(width, 3, down ? 2 : 1))
            .add(batchNorm())
            .add(Activation::relu)
            .add(filter(width, 3, 1))
            .add(batchNorm());
    Block shortcut =
        down
            ? new SequentialBlock().add(filter(width, 1, 2)).add(batchNorm())
            : Blocks.identityBlock();
    return new ParallelBlock(Networks::sum, List.of(main, shortcut));
  }

  private static NDList sum(List<NDList> parts) {
    NDArray left = parts.get(0).singletonOrThrow();
    return new NDList(Activation.relu(left.add(parts.get(1).singletonOrThrow())));
  }

  private static Linear linear(int out) {
    return Linear.builder().setUnits(out).build();
  }

  private static Conv2d convolution(int out) {
    return Conv2d.builder().setFilters(out).setKernelShape(new Shape(3, 3)).build();
  }

  private static Conv2d filter(int out, int kernel, int stride) {
    return Conv2d.builder()
        .setFilters(out)
        .setKernelShape(new Shape(kernel, kernel))
        .optStride(new Shape(stride, stride))
        .optPadding(new Shape(kernel / 2, kernel / 2))
        .optBias(false)
        .build();
  }

  private static BatchNorm batchNorm() {
    return BatchNorm.builder().optEpsilon(1e-5f).optMomentum(0.1f).build();
  }
}
