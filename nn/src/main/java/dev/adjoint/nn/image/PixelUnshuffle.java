package dev.adjoint.nn.image;

import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;

/// Pixels as channels, the inverse of [PixelShuffle].
///
/// **Shapes**: x `[…, C, H·r, W·r]`, result `[…, C·r², H, W]`.
///
/// **Gradient**: g in the order of x.
///
/// **Throws**: ShapeException if r does not divide height and width.
///
/// As `torch.nn.PixelUnshuffle`.
///
/// @param factor r, at least 1
public record PixelUnshuffle(int factor) implements PureLayer {

  /// Checks the factor.
  public PixelUnshuffle {
    Require.size("pixel unshuffle", "the factor", factor, "2 is usual");
  }

  @Override
  public Tensor forward(Tensor x) {
    Shape shape = Require.tensor("pixel unshuffle", "x", x).shape();
    if (shape.rank() < 3 || shape.size(-2) % factor != 0 || shape.size(-1) % factor != 0) {
      throw new ShapeException(
          "pixel unshuffle",
          "x must be […, C, H, W] with height and width multiples of %d but is %s; crop or pad it"
              .formatted(factor, shape));
    }
    int[] sizes = shape.toArray();
    int rank = sizes.length;
    sizes[rank - 3] *= factor * factor;
    sizes[rank - 2] /= factor;
    sizes[rank - 1] /= factor;
    return x.reshape(-1, sizes[rank - 2], factor, sizes[rank - 1], factor)
        .permute(0, 2, 4, 1, 3)
        .reshape(sizes);
  }

  @Override
  public String toString() {
    return "PixelUnshuffle(%d)".formatted(factor);
  }
}
