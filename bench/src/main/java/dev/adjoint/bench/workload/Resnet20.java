package dev.adjoint.bench.workload;

import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// W6: the residual network of 20 layers for small colour images (He et al. 2015), with projections
/// on the shortcuts where the width changes.
record Resnet20(Conv2d conv1, BatchNorm2d bn1, List<Block> blocks, Linear fc) implements Layer {

  /// The channels of an image.
  static final int CHANNELS = 3;

  /// The rows and columns of an image.
  static final int SIDE = 32;

  private static final int[] WIDTHS = {16, 32, 64};
  private static final int BLOCKS = 3;

  static Resnet20 of(DrawnWeights weights) {
    Conv2d first = weights.filter(CHANNELS, WIDTHS[0], 3).withPadding(1);
    BatchNorm2d norm = weights.batchNorm(WIDTHS[0]);
    List<Block> blocks = new ArrayList<>();
    int in = WIDTHS[0];
    for (int width : WIDTHS) {
      for (int block = 0; block < BLOCKS; block++) {
        blocks.add(Block.of(in, width, weights));
        in = width;
      }
    }
    return new Resnet20(first, norm, blocks, weights.linear(in, DrawnBatches.CLASSES));
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Tensor y = bn1.forward(conv1.forward(x), pass).relu();
    for (Block block : blocks) {
      y = block.forward(y, pass);
    }
    return fc.forward(y.mean(2, 3));
  }

  /// A projection of the input to another width and half the rows and columns.
  record Projection(Conv2d conv, BatchNorm2d norm) implements Layer {

    @Override
    public Tensor forward(Tensor x, Pass pass) {
      return norm.forward(conv.forward(x), pass);
    }
  }

  /// Two convolutions beside a shortcut.
  record Block(
      Conv2d conv1, BatchNorm2d bn1, Conv2d conv2, BatchNorm2d bn2, Optional<Projection> down)
      implements Layer {

    static Block of(int in, int out, DrawnWeights weights) {
      int stride = in == out ? 1 : 2;
      Conv2d first = weights.filter(in, out, 3).withPadding(1).withStride(stride);
      BatchNorm2d firstNorm = weights.batchNorm(out);
      Conv2d second = weights.filter(out, out, 3).withPadding(1);
      BatchNorm2d secondNorm = weights.batchNorm(out);
      if (in == out) {
        return new Block(first, firstNorm, second, secondNorm, Optional.empty());
      }
      Conv2d down = weights.filter(in, out, 1).withStride(stride);
      return new Block(
          first,
          firstNorm,
          second,
          secondNorm,
          Optional.of(new Projection(down, weights.batchNorm(out))));
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
      Tensor y = bn1.forward(conv1.forward(x), pass).relu();
      y = bn2.forward(conv2.forward(y), pass);
      Tensor shortcut = down.isPresent() ? down.get().forward(x, pass) : x;
      return y.add(shortcut).relu();
    }
  }
}
