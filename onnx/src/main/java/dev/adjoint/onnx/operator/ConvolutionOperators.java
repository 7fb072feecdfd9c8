package dev.adjoint.onnx.operator;

import static dev.adjoint.onnx.operator.OperatorRow.same;

import dev.adjoint.tensor.Conv2dOptions;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.op.convolution.Conv2dDataOp;
import dev.adjoint.tensor.op.movement.SliceOp;
import java.util.Arrays;
import java.util.List;

/// Convolutions and transposed convolutions over one, two or three axes. One axis is an image of
/// one row; three are a sum of convolutions of images over the depth of the kernel.
final class ConvolutionOperators {

  static final List<OperatorRow> ROWS =
      List.of(
          same("Conv", call -> convolve(call, call.tensor(0), call.tensor(1), call.has(2))),
          same("ConvTranspose", ConvolutionOperators::transposed));

  private ConvolutionOperators() {}

  static Tensor convolve(NodeCall call, Tensor x, Tensor weight, boolean withBias) {
    int axes = spatialAxes(call, x, weight);
    int[] input = spatial(x);
    Windows windows = Windows.of(call, kernel(call, weight), input);
    int groups = call.integer("group", 1);
    Tensor y =
        switch (axes) {
          case 1 ->
              x.unsqueeze(2).conv2d(weight.unsqueeze(2), options(flat(windows), groups)).squeeze(2);
          case 2 -> {
            Conv2dOptions options = options(windows, groups);
            if (withBias) {
              yield x.conv2d(weight, call.tensor(2), options);
            }
            yield x.conv2d(weight, options);
          }
          default -> volume(x, weight, windows, groups);
        };
    return withBias && axes != 2 ? y.add(perChannel(call.tensor(2), axes)) : y;
  }

  private static int spatialAxes(NodeCall call, Tensor x, Tensor weight) {
    int axes = x.shape().rank() - 2;
    if (axes < 1 || axes > 3 || weight.shape().rank() != axes + 2) {
      throw call.refuse(
          "the input has shape %s and the weight %s, but both must be [N, C, …] with one to three more axes"
              .formatted(x.shape(), weight.shape()));
    }
    return axes;
  }

  private static int[] spatial(Tensor x) {
    return Arrays.copyOfRange(x.shape().toArray(), 2, x.shape().rank());
  }

  private static int[] kernel(NodeCall call, Tensor weight) {
    int[] kernel = spatial(weight);
    if (!Arrays.equals(call.integers("kernel_shape").orElse(kernel), kernel)) {
      throw call.refuse(
          "kernel_shape differs from the weight, whose shape is %s".formatted(weight.shape()));
    }
    return kernel;
  }

  private static Tensor perChannel(Tensor bias, int axes) {
    int[] sizes = new int[axes + 1];
    Arrays.fill(sizes, 1);
    sizes[0] = bias.shape().count();
    return bias.reshape(Shape.of(sizes));
  }

  /// Windows over one axis as windows over an image of one row.
  private static Windows flat(Windows w) {
    return new Windows(
        new int[] {1, w.kernel()[0]},
        new int[] {1, w.stride()[0]},
        new int[] {1, w.dilation()[0]},
        new int[] {0, w.before()[0]},
        new int[] {0, w.after()[0]});
  }

  private static Conv2dOptions options(Windows w, int groups) {
    return Conv2dOptions.standard()
        .withStride(w.stride()[0], w.stride()[1])
        .withPadding(w.before()[0], w.after()[0], w.before()[1], w.after()[1])
        .withDilation(w.dilation()[0], w.dilation()[1])
        .withGroups(groups);
  }

  /// The last two of three axes.
  private static Windows plane(Windows w) {
    return new Windows(
        Arrays.copyOfRange(w.kernel(), 1, 3),
        Arrays.copyOfRange(w.stride(), 1, 3),
        Arrays.copyOfRange(w.dilation(), 1, 3),
        Arrays.copyOfRange(w.before(), 1, 3),
        Arrays.copyOfRange(w.after(), 1, 3));
  }

  private static Tensor volume(Tensor x, Tensor weight, Windows windows, int groups) {
    int depth = windows.count(0, x.shape().size(2), false);
    Tensor padded =
        MovementOperators.constant(
            x,
            new int[] {0, 0, windows.before()[0], 0, 0},
            new int[] {0, 0, windows.after()[0], 0, 0},
            0);
    Conv2dOptions options = options(plane(windows), groups);
    Tensor sum = null;
    for (int k = 0; k < windows.kernel()[0]; k++) {
      SliceOp layers = new SliceOp(2, k * windows.dilation()[0], windows.stride()[0], depth);
      Tensor images = layersFirst(Tensor.apply(layers, padded));
      Tensor part = images.conv2d(weight.select(2, k), options);
      sum = sum == null ? part : sum.add(part);
    }
    if (sum == null) {
      throw new IllegalArgumentException("the kernel has no elements");
    }
    return layersBack(sum, x.shape().size(0), depth);
  }

  /// From `[N, C, D, H, W]` to images `[N·D, C, H, W]`.
  private static Tensor layersFirst(Tensor x) {
    int[] n = x.shape().toArray();
    return x.permute(0, 2, 1, 3, 4).reshape(n[0] * n[2], n[1], n[3], n[4]);
  }

  private static Tensor layersBack(Tensor images, int batch, int depth) {
    int[] n = images.shape().toArray();
    return images.reshape(batch, depth, n[1], n[2], n[3]).permute(0, 2, 1, 3, 4);
  }

  /// Each element of the input adds the kernel, times itself, to the output. Computed without
  /// padding and then cut to size.
  private static Tensor transposed(NodeCall call) {
    Tensor x = call.tensor(0);
    Tensor weight = call.tensor(1);
    int axes = spatialAxes(call, x, weight);
    int[] input = spatial(x);
    int[] kernel = kernel(call, weight);
    int[] ones = new int[axes];
    Arrays.fill(ones, 1);
    int[] stride = Windows.sized(call, "strides", ones);
    int[] dilation = Windows.sized(call, "dilations", ones);
    Windows whole = new Windows(kernel, stride, dilation, new int[axes], new int[axes]);
    int groups = call.integer("group", 1);
    Tensor full =
        switch (axes) {
          case 1 -> spread(x.unsqueeze(2), weight.unsqueeze(2), flat(whole), groups).squeeze(2);
          case 2 -> spread(x, weight, whole, groups);
          default -> spreadVolume(x, weight, whole, groups);
        };
    int[][] cuts = cuts(call, input, whole);
    Tensor y = MovementOperators.constant(full, framed(cuts[0]), framed(cuts[1]), 0);
    return call.has(2) ? y.add(perChannel(call.tensor(2), axes)) : y;
  }

  private static int[] framed(int[] spatial) {
    return IndexOperators.joined(new int[2], spatial);
  }

  /// How much is added before and after each axis of the full result; negative is cut away.
  private static int[][] cuts(NodeCall call, int[] input, Windows whole) {
    int axes = input.length;
    int[] extra = Windows.sized(call, "output_padding", new int[axes]);
    int[] pads = Windows.sized(call, "pads", new int[2 * axes]);
    String automatic = call.text("auto_pad", "NOTSET");
    boolean same = automatic.startsWith("SAME");
    int[] expected = null;
    if (call.hasAttribute("output_shape")) {
      int[] shape = call.integers("output_shape").orElseThrow();
      expected = Arrays.copyOfRange(shape, shape.length - axes, shape.length);
    }
    int[] before = new int[axes];
    int[] after = new int[axes];
    for (int i = 0; i < axes; i++) {
      int size = whole.stride()[i] * (input[i] - 1) + whole.reach(i);
      if (expected == null && !same) {
        before[i] = automatic.equals("VALID") ? 0 : -pads[i];
        after[i] = extra[i] - (automatic.equals("VALID") ? 0 : pads[axes + i]);
        continue;
      }
      int target = expected == null ? input[i] * whole.stride()[i] : expected[i];
      int total = size + extra[i] - target;
      boolean upper = !automatic.equals("SAME_UPPER") && !automatic.equals("NOTSET");
      int first = upper ? total - total / 2 : total / 2;
      before[i] = -first;
      after[i] = target - size + first;
    }
    return new int[][] {before, after};
  }

  private static Tensor spread(Tensor x, Tensor weight, Windows w, int groups) {
    int[] n = x.shape().toArray();
    Shape image =
        Shape.of(
            n[0],
            weight.shape().size(1) * groups,
            w.stride()[0] * (n[2] - 1) + w.reach(0),
            w.stride()[1] * (n[3] - 1) + w.reach(1));
    return Tensor.apply(new Conv2dDataOp(options(w, groups), image), x, weight);
  }

  private static Tensor spreadVolume(Tensor x, Tensor weight, Windows w, int groups) {
    int batch = x.shape().size(0);
    int depth = x.shape().size(2);
    int stride = w.stride()[0];
    int whole = stride * (depth - 1) + w.reach(0);
    Tensor images = layersFirst(x);
    Tensor sum = null;
    for (int k = 0; k < w.kernel()[0]; k++) {
      Tensor part = spread(images, weight.select(2, k), plane(w), groups);
      Tensor layers = layersBack(part, batch, depth).unsqueeze(3);
      // Layers of zeros between the layers, then before and after them.
      Tensor spaced =
          MovementOperators.constant(layers, new int[6], new int[] {0, 0, 0, stride - 1, 0, 0}, 0);
      int[] n = spaced.shape().toArray();
      Tensor flat = spaced.reshape(n[0], n[1], n[2] * n[3], n[4], n[5]);
      int shift = k * w.dilation()[0];
      Tensor placed =
          MovementOperators.constant(
              flat,
              new int[] {0, 0, shift, 0, 0},
              new int[] {0, 0, whole - shift - depth * stride, 0, 0},
              0);
      sum = sum == null ? placed : sum.add(placed);
    }
    if (sum == null) {
      throw new IllegalArgumentException("the kernel has no elements");
    }
    return sum;
  }
}
