package dev.adjoint.tensor;

/// Convolutions of volumes by convolutions of images: the planes of a volume that a kernel sees
/// together become channels.
final class Volumes {

  private Volumes() {}

  static Tensor convolved(Tensor x, Tensor weight, Conv3dOptions o) {
    if (x.shape().rank() == 4) {
      return convolved(x.unsqueeze(0), weight, o).squeeze(0);
    }
    Shape shape = x.shape();
    Shape kernel = weight.shape();
    if (shape.rank() != 5 || kernel.rank() != 5) {
      throw new ShapeException(
          "conv3d",
          "x is %s and the weight %s, but x needs [N, C, D, H, W], or [C, D, H, W] for one volume, and the weight [out, in/groups, kernel sizes]; reshape them"
              .formatted(shape, kernel));
    }
    if (shape.size(1) != kernel.size(1) * o.groups()) {
      throw new ShapeException(
          "conv3d",
          "x has %d channels but the weight takes %d in each of %d groups (x %s, weight %s); check the layer sizes"
              .formatted(shape.size(1), kernel.size(1), o.groups(), shape, kernel));
    }
    int n = shape.size(0);
    int channels = shape.size(1);
    int depth = kernel.size(2);
    int out = kernel.size(0);
    int before = o.padding().depth();
    Tensor framed = before == 0 ? x : x.pad(0, 0, 0, 0, 0, before, before);
    Tensor planes =
        Framed.windows("conv3d", framed, 2, depth, o.stride().depth(), o.dilation().depth());
    int depths = planes.shape().size(2);
    Tensor images =
        planes
            .permute(0, 2, 1, 3, 4, 5)
            .reshape(n * depths, channels * depth, shape.size(3), shape.size(4));
    Tensor flat = weight.reshape(out, kernel.size(1) * depth, kernel.size(3), kernel.size(4));
    Tensor y = images.conv2d(flat, o.plane());
    return y.reshape(n, depths, out, y.shape().size(2), y.shape().size(3)).transpose(1, 2);
  }

  static Tensor transposed(Tensor x, Tensor weight, Conv3dOptions o, Sizes3d extra) {
    if (x.shape().rank() == 4) {
      return transposed(x.unsqueeze(0), weight, o, extra).squeeze(0);
    }
    Shape kernel = weight.shape();
    ConvolutionShapes.requireWeight("conv transpose3d", x.shape(), kernel, 5, o.groups());
    int n = x.shape().size(0);
    int depths = x.shape().size(2);
    int depth = kernel.size(2);
    int out = kernel.size(1) * o.groups();
    int padding = o.padding().depth();
    int size =
        ConvolutionShapes.size(
            depths, depth, o.stride().depth(), 2 * padding, o.dilation().depth(), extra.depth());
    Tensor images = x.transpose(1, 2).reshape(n * depths, x.shape().size(1), x.shape().size(3), -1);
    Tensor flat =
        weight.reshape(kernel.size(0), kernel.size(1) * depth, kernel.size(3), kernel.size(4));
    Tensor y = images.convTranspose2d(flat, o.plane(), extra.height(), extra.width());
    int height = y.shape().size(2);
    int width = y.shape().size(3);
    Tensor slices =
        y.reshape(n, depths, out, depth, height, width)
            .permute(0, 2, 1, 3, 4, 5)
            .reshape(n, out, depths * depth, height, width);
    Tensor positions = Framed.positions(depths, depth, o.stride().depth(), o.dilation().depth());
    return Framed.added(slices, 2, size + 2 * padding, positions).slice(2, padding, padding + size);
  }
}
