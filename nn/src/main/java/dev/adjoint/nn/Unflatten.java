package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Tensor;
import java.util.List;

/// One axis as several, the reverse of [Flatten]: `Unflatten.of(1, 1, 28, 28)` makes `[N, 784]` to
/// images `[N, 1, 28, 28]`.
///
/// **Shapes**: x `[…, size, …]`, result `[…, sizes, …]`, where the product of the sizes is the size
/// of the axis. The elements keep their order.
///
/// **Gradient**: g in the shape of x.
///
/// As `torch.nn.Unflatten`.
///
/// @param axis the axis that is split; negative ones count from the end
/// @param sizes its parts, each at least 1; one of them may be −1 and is computed from the others
public record Unflatten(int axis, List<Integer> sizes) implements PureLayer {

  /// Checks the sizes.
  public Unflatten {
    sizes = Require.list("unflatten", "the list of sizes", sizes);
    int open = 0;
    for (int size : sizes) {
      if (size < 1 && size != -1) {
        throw new IllegalArgumentException(
            "unflatten: the sizes are %s but each must be at least 1, or -1 for the rest; change %d"
                .formatted(sizes, size));
      }
      open += size == -1 ? 1 : 0;
    }
    if (sizes.isEmpty() || open > 1) {
      throw new IllegalArgumentException(
          "unflatten: the sizes are %s but there must be at least one, and at most one -1; give the sizes of the new axes"
              .formatted(sizes));
    }
  }

  /// A layer that splits this axis into these sizes.
  public static Unflatten of(int axis, int... sizes) {
    return new Unflatten(axis, Require.list("unflatten", "the list of sizes", sizes));
  }

  @Override
  public Tensor forward(Tensor x) {
    return Require.tensor("unflatten", "x", x)
        .unflatten(axis, sizes.stream().mapToInt(Integer::intValue).toArray());
  }

  @Override
  public String toString() {
    return "Unflatten(axis %d → %s)".formatted(axis, sizes);
  }
}
