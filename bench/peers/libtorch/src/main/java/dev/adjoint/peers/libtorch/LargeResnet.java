package dev.adjoint.peers.libtorch;

import dev.adjoint.peers.Sizes;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// W17: the residual network of 50 layers for large images, inference only.
record LargeResnet(Parameters weights, BatchNorms norms) implements Model.Classifier {

  private static final long[] ZERO = {0, 0};
  private static final long[] ONE = {1, 1};
  private static final long[] TWO = {2, 2};
  private static final long[] THREE = {3, 3};

  LargeResnet(Parameters weights) {
    this(weights, new BatchNorms(weights, false));
  }

  @Override
  public Tensor logits(Tensor x) {
    Tensor h = torch.relu_(norms.of(filter(x, "conv1", TWO, THREE), "bn1"));
    h = torch.max_pool2d(h, THREE, TWO, ONE, ONE, false);
    for (Sizes.Bottleneck block : Sizes.bottlenecks()) {
      h = block(h, block);
    }
    return weights.linear(torch.mean(h, new long[] {2, 3}), "fc");
  }

  private Tensor block(Tensor x, Sizes.Bottleneck block) {
    String name = block.name();
    long[] stride = {block.stride(), block.stride()};
    Tensor y = torch.relu_(norms.of(filter(x, name + "conv1", ONE, ZERO), name + "bn1"));
    y = torch.relu_(norms.of(filter(y, name + "conv2", stride, ONE), name + "bn2"));
    y = norms.of(filter(y, name + "conv3", ONE, ZERO), name + "bn3");
    Tensor shortcut =
        block.fits() ? norms.of(filter(x, name + "down", stride, ZERO), name + "downbn") : x;
    return torch.relu_(y.add_(shortcut));
  }

  private Tensor filter(Tensor x, String name, long[] stride, long[] padding) {
    return torch.conv2d(x, weights.get(name + ".weight"), Parameters.NONE, stride, padding, ONE, 1);
  }
}
