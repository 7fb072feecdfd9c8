package dev.adjoint.nn.pooling;

import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// The largest element of each window, where the distances of the windows are drawn at random so
/// that the result has a given size (Graham 2014): window i of m along an axis of n begins at `⌊(i
/// + u)·a⌋ − ⌊u·a⌋` with `a = (n − k)/(m − 1)` and one u in 0 … 1 for each channel and axis, and
///   the last one at `n − k`. In inference u is ½.
///
/// **Shapes**: x `[N, C, …]` with as many axes as the windows have sizes, result with these sizes.
///
/// **Gradient**: to the largest element, of equal ones to the first in C order.
///
/// As `torch.nn.FractionalMaxPool2d` and `FractionalMaxPool3d`, which draw in inference, too.
///
/// @param kernel the sizes of a window, two or three
/// @param lengths the last sizes of the result
public record FractionalMaxPool(List<Integer> kernel, List<Integer> lengths) implements Layer {

  private static final String NAME = "fractional max pool";

  /// Checks the sizes.
  public FractionalMaxPool {
    kernel = PoolSizes.copy(NAME, "the sizes of a window", kernel, 1);
    lengths = PoolSizes.copy(NAME, "the sizes of the result", lengths, 1);
    if (kernel.size() != lengths.size()) {
      throw new IllegalArgumentException(
          "fractional max pool: the windows have %d sizes and the result %d; give one for each axis"
              .formatted(kernel.size(), lengths.size()));
    }
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    requireVolumes(x);
    Shape drawn = Shape.of(x.shape().size(0), x.shape().size(1), kernel.size());
    return switch (Require.given(NAME, "the pass", pass, Pass.FIX)) {
      case Pass.Training training ->
          forward(x, Tensor.uniform(ElementType.F64, drawn, 0, 1, training.random()));
      case Pass.Inference _ -> forward(x, Tensor.full(ElementType.F64, drawn, 0.5));
    };
  }

  /// The result for given numbers u `[N, C, axes]`, each within 0 … 1, in the order of PyTorch's
  /// `_random_samples`: width and height for images, but depth, height and width for volumes.
  public Tensor forward(Tensor x, Tensor samples) {
    requireVolumes(x);
    int axes = kernel.size();
    int n = x.shape().size(0);
    int channels = x.shape().size(1);
    Tensor index = Tensor.zeros(ElementType.I64, n, channels, 1, 1);
    int count = 1;
    int area = 1;
    for (int axis = 0; axis < axes; axis++) {
      int size = x.shape().size(axis + 2);
      Tensor u = samples.select(-1, axes == 2 ? 1 - axis : axis).unsqueeze(-1);
      Tensor positions =
          starts(u, size, kernel.get(axis), lengths.get(axis))
              .unsqueeze(-1)
              .add(Tensor.arange(kernel.get(axis)));
      // [N, C, windows, elements] so far, and the same along this axis.
      Tensor next =
          index.multiply(size).unsqueeze(3).unsqueeze(-1).add(positions.unsqueeze(2).unsqueeze(4));
      count *= lengths.get(axis);
      area *= kernel.get(axis);
      index = next.reshape(n, channels, count, area);
    }
    Tensor windows = x.flatten(2, -1).gather(2, index.flatten(2, 3)).unflatten(2, count, area);
    Tensor chosen = windows.detach().argmax(KeepAxes.YES, -1);
    int[] sizes = x.shape().toArray();
    for (int axis = 0; axis < axes; axis++) {
      sizes[axis + 2] = lengths.get(axis);
    }
    return windows.gather(-1, chosen).reshape(sizes);
  }

  /// I64 `[N, C, m]`: where the windows along an axis begin.
  private static Tensor starts(Tensor u, int size, int kernel, int count) {
    Tensor last = Tensor.full(ElementType.I64, u.shape(), size - kernel);
    if (count == 1) {
      return last;
    }
    double step = (double) (size - kernel) / (count - 1);
    Tensor i = Tensor.arange(u.elementType(), 0, count - 1, 1);
    Tensor first = u.multiply(step).floor();
    Tensor starts = u.add(i).multiply(step).floor().subtract(first).to(ElementType.I64);
    return Tensor.concat(2, starts, last);
  }

  private void requireVolumes(Tensor x) {
    Shape shape = Require.tensor(NAME, "x", x).shape();
    boolean fits = shape.rank() == kernel.size() + 2;
    for (int axis = 0; fits && axis < kernel.size(); axis++) {
      fits = shape.size(axis + 2) >= kernel.get(axis) + lengths.get(axis) - 1;
    }
    if (!fits) {
      throw new ShapeException(
          NAME,
          "x is %s but must be [N, C, …] with at least the size of the window %s plus that of the result %s less 1 along each further axis; use smaller ones"
              .formatted(shape, PoolSizes.text(kernel), PoolSizes.text(lengths)));
    }
  }

  @Override
  public String toString() {
    return "FractionalMaxPool(%s → %s)"
        .formatted(PoolSizes.text(kernel), Arrays.toString(PoolSizes.array(lengths)));
  }
}
