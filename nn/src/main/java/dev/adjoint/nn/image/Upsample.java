package dev.adjoint.nn.image;

import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Interpolation;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.List;

/// Sequences, images or volumes with other sizes, each element computed from its neighbours along
/// each axis; the formulas are those of [Interpolation].
///
/// **Shapes**: x `[N, C, …]`, result with `⌊n·factor⌋` elements along each further axis.
///
/// **Gradient**: the transpose: each element gets g times its shares.
///
/// **Throws**: ShapeException if there is not one factor for each axis after the channels.
///
/// As `torch.nn.Upsample`, `UpsamplingNearest2d` and, with `alignCorners`, `UpsamplingBilinear2d`.
/// Positions follow from the sizes, as with `recompute_scale_factor=True`; for whole factors that
/// is no difference.
///
/// @param factors how many times longer each axis after the channels becomes, each finite and above
///   0; one for all axes
/// @param mode how elements between others are computed
/// @param alignCorners whether the outermost elements keep their positions
public record Upsample(List<Double> factors, Interpolation mode, boolean alignCorners)
    implements PureLayer {

  /// Checks the factors.
  public Upsample {
    factors = Require.list("upsample", "the list of factors", factors);
    Require.given("upsample", "the mode", mode, "give Interpolation.NEAREST");
    if (factors.isEmpty()) {
      throw new IllegalArgumentException("upsample: there is no factor; give one, 2 is usual");
    }
    for (double factor : factors) {
      Require.positive("upsample", "a factor", factor, "2 is usual");
    }
  }

  /// The same factor along all axes, without aligned corners.
  public static Upsample of(double factor, Interpolation mode) {
    return new Upsample(List.of(factor), mode, false);
  }

  /// This layer with the outermost elements at their positions.
  @CheckReturnValue
  public Upsample withAlignedCorners() {
    return new Upsample(factors, mode, true);
  }

  @Override
  public Tensor forward(Tensor x) {
    int rank = Require.tensor("upsample", "x", x).shape().rank();
    if (rank < 3 || (factors.size() != 1 && factors.size() != rank - 2)) {
      throw new ShapeException(
          "upsample",
          "x is %s and the factors %s, but x must be [N, C, …] with one factor for each further axis; give one, or one for all"
              .formatted(x.shape(), factors));
    }
    int[] sizes = new int[rank - 2];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = (int) (x.shape().size(i + 2) * factors.get(factors.size() == 1 ? 0 : i));
    }
    return x.interpolate(mode, alignCorners, sizes);
  }

  @Override
  public String toString() {
    return "Upsample(%s, %s%s)".formatted(factors, mode, alignCorners ? ", corners aligned" : "");
  }
}
