package dev.adjoint.nn.quantize;

import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Conv2dOptions;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A [Conv2d] for inference whose weight is held in 8 bits, and whose patches are rounded to 8 bits
/// one by one.
///
/// **Shapes**: x `[N, C, H, W]`, result `[N, O, OH, OW]` as that of [Conv2d].
///
/// **Gradient**: none; x must not be tracked.
///
/// It has no parameters: save the original model, and quantize after loading. Each patch is written
/// out, so it is slower than [Conv2d].
public final class Int8Conv2d implements PureLayer {

  private final List<Int8Matrix> groups;
  private final Optional<Tensor> bias;
  private final Shape kernel;
  private final Conv2dOptions options;

  private Int8Conv2d(
      List<Int8Matrix> groups, Optional<Tensor> bias, Shape kernel, Conv2dOptions options) {
    this.groups = groups;
    this.bias = bias;
    this.kernel = kernel;
    this.options = options;
  }

  /// The nearest one.
  ///
  /// @throws IllegalArgumentException if a weight is not finite
  public static Int8Conv2d of(Conv2d layer) {
    Require.given("int8 conv2d", "the layer", layer);
    Tensor weight = layer.weight().value().detach();
    Shape shape = weight.shape();
    int each = shape.size(0) / layer.options().groups();
    List<Int8Matrix> groups = new ArrayList<>();
    for (int g = 0; g < layer.options().groups(); g++) {
      groups.add(Int8Matrix.of(weight.slice(0, g * each, (g + 1) * each).flatten(1, 3)));
    }
    return new Int8Conv2d(
        groups,
        layer.bias().map(bias -> bias.value().detach().reshape(-1, 1, 1).copy()),
        shape,
        layer.options());
  }

  /// How many bytes the weight takes.
  public long bytes() {
    return groups.stream().mapToLong(Int8Matrix::bytes).sum();
  }

  @Override
  public Tensor forward(Tensor x) {
    Shape shape = QuantizedInput.requireUntracked("int8 conv2d", x).shape();
    int channels = kernel.size(1) * groups.size();
    if (shape.rank() != 4 || shape.size(1) != channels) {
      throw new ShapeException(
          "int8 conv2d",
          "x is %s but must be [N, %d, H, W]; give as many channels as the weight has"
              .formatted(shape, channels));
    }
    Conv2dOptions alone = options.withGroups(1);
    int height =
        size(
            shape.size(2),
            options.top() + options.bottom(),
            kernel.size(2),
            options.dilationHeight(),
            options.strideHeight());
    int width =
        size(
            shape.size(3),
            options.left() + options.right(),
            kernel.size(3),
            options.dilationWidth(),
            options.strideWidth());
    Tensor[] parts = new Tensor[groups.size()];
    for (int g = 0; g < parts.length; g++) {
      Tensor some = x.slice(1, g * kernel.size(1), (g + 1) * kernel.size(1));
      Tensor patches = some.unfold(kernel.size(2), kernel.size(3), alone).transpose(1, 2);
      int rows = patches.shape().size(0) * patches.shape().size(1);
      Tensor y = groups.get(g).product(patches.reshape(rows, patches.shape().size(2)));
      parts[g] =
          y.reshape(shape.size(0), height * width, groups.get(g).out())
              .transpose(1, 2)
              .reshape(shape.size(0), groups.get(g).out(), height, width);
    }
    Tensor y = Tensor.concat(1, parts);
    return bias.isPresent() ? y.add(bias.get()) : y;
  }

  private static int size(int in, int padding, int kernel, int dilation, int stride) {
    return (in + padding - dilation * (kernel - 1) - 1) / stride + 1;
  }

  @Override
  public Map<String, Object> parts() {
    return Map.of();
  }

  @Override
  public String toString() {
    int out = groups.size() * groups.getFirst().out();
    return "Int8Conv2d(%d → %d, %d × %d)"
        .formatted(kernel.size(1) * groups.size(), out, kernel.size(2), kernel.size(3));
  }
}
