package dev.adjoint.nn.pooling;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Pooled;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.Collections;
import java.util.List;

/// The partial inverse of a pooling by maximum: each element goes back to where it was, zeros
/// elsewhere.
///
/// **Shapes**: x and indices `[N, C, …]` or `[C, …]`, result with `(n − 1)·stride − 2·padding +
/// kernel` elements along each of the last axes, unless sizes are given.
///
/// **Gradient**: g at the index of each element. Where several elements have one index, the result
/// is their mean and each gets its share of g; PyTorch keeps any one of them.
///
/// **Throws**: IndexException for an index outside of the result.
///
/// As `torch.nn.MaxUnpool1d`, `MaxUnpool2d` and `MaxUnpool3d`.
///
/// @param kernel the sizes of the windows of the pooling, one to three
/// @param stride its strides
/// @param padding its paddings
public record MaxUnpool(List<Integer> kernel, List<Integer> stride, List<Integer> padding) {

  private static final String NAME = "max unpool";

  /// Checks that there is a stride and a padding for each axis.
  public MaxUnpool {
    kernel = PoolSizes.copy(NAME, "the sizes of a window", kernel, 1);
    stride = PoolSizes.copy(NAME, "the strides", stride, 1);
    padding = PoolSizes.copy(NAME, "the paddings", padding, 0);
    if (kernel.size() != stride.size() || kernel.size() != padding.size()) {
      throw new IllegalArgumentException(
          "max unpool: the windows have %d sizes, %d strides and %d paddings; give one of each for each axis"
              .formatted(kernel.size(), stride.size(), padding.size()));
    }
  }

  /// The inverse of windows of these sizes beside each other.
  public static MaxUnpool of(Integer... kernel) {
    List<Integer> sizes = PoolSizes.list(NAME, "the sizes of a window", kernel);
    return new MaxUnpool(sizes, sizes, Collections.nCopies(sizes.size(), 0));
  }

  /// The inverse of a pooling with other strides.
  @CheckReturnValue
  public MaxUnpool withStride(Integer... steps) {
    return new MaxUnpool(kernel, PoolSizes.list(NAME, "the strides", steps), padding);
  }

  /// The inverse of a pooling with padding.
  @CheckReturnValue
  public MaxUnpool withPadding(Integer... frame) {
    return new MaxUnpool(kernel, stride, PoolSizes.list(NAME, "the paddings", frame));
  }

  /// The elements at their positions in a result of the smallest size that the pooling may have
  /// seen.
  public Tensor forward(Pooled pooled) {
    Require.given(NAME, "what the pooling chose", pooled, "give MaxPool….withIndices(x)");
    int axes = kernel.size();
    int rank = pooled.values().shape().rank();
    if (rank != axes + 1 && rank != axes + 2) {
      throw new ShapeException(
          NAME,
          "x must be [N, C, …] or [C, …] with %d more axes but is %s; give one size of the window for each"
              .formatted(axes, pooled.values().shape()));
    }
    int[] sizes = new int[axes];
    for (int i = 0; i < axes; i++) {
      int n = pooled.values().shape().size(rank - axes + i);
      sizes[i] = (n - 1) * stride.get(i) - 2 * padding.get(i) + kernel.get(i);
    }
    return pooled.values().maxUnpool(pooled.indices(), sizes);
  }

  /// The elements at their positions in a result with these last sizes, those that the pooling saw.
  public Tensor forward(Pooled pooled, int... sizes) {
    Require.given(NAME, "what the pooling chose", pooled, "give MaxPool….withIndices(x)");
    return pooled.values().maxUnpool(pooled.indices(), sizes);
  }

  @Override
  public String toString() {
    return "MaxUnpool(%s)".formatted(PoolSizes.text(kernel));
  }
}
