package dev.adjoint.peers.libtorch;

import dev.adjoint.peers.Sizes;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// W9: MobileNetV2 for small images.
record Mobile(Parameters weights, BatchNorms norms) implements Model.Classifier {

  private static final long[] ONE = {1, 1};
  private static final long[] ZERO = {0, 0};

  Mobile(Parameters weights, boolean trains) {
    this(weights, new BatchNorms(weights, trains));
  }

  @Override
  public Tensor logits(Tensor x) {
    Tensor h = active(filter(x, "first", ONE, ONE, 1), "firstbn");
    for (Sizes.MobileBlock block : Sizes.mobileBlocks()) {
      h = block(h, block);
    }
    h = torch.mean(active(filter(h, "last", ONE, ZERO, 1), "lastbn"), new long[] {2, 3});
    return weights.linear(h, "fc");
  }

  private Tensor block(Tensor x, Sizes.MobileBlock block) {
    String name = block.name();
    long[] stride = {block.stride(), block.stride()};
    Tensor y = x;
    if (block.expansion() != 1) {
      y = active(filter(y, name + "widen", ONE, ZERO, 1), name + "widenbn");
    }
    y = active(filter(y, name + "each", stride, ONE, block.hidden()), name + "eachbn");
    y = norms.of(filter(y, name + "narrow", ONE, ZERO, 1), name + "narrowbn");
    return block.stride() == 1 && block.in() == block.out() ? y.add_(x) : y;
  }

  private Tensor active(Tensor x, String norm) {
    return torch.relu6_(norms.of(x, norm));
  }

  private Tensor filter(Tensor x, String name, long[] stride, long[] padding, long groups) {
    return torch.conv2d(
        x, weights.get(name + ".weight"), Parameters.NONE, stride, padding, ONE, groups);
  }
}
