package dev.adjoint.nn.image;

import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;

/// Channels as pixels, r × r channels for each: a convolution before it makes an image larger (Shi
/// et al. 2016).
///
/// **Shapes**: x `[…, C·r², H, W]`, result `[…, C, H·r, W·r]`.
///
/// **Gradient**: g in the order of x.
///
/// **Throws**: ShapeException if r² does not divide the channels.
///
/// As `torch.nn.PixelShuffle`.
///
/// @param factor r, at least 1
public record PixelShuffle(int factor) implements PureLayer {

  /// Checks the factor.
  public PixelShuffle {
    Require.size("pixel shuffle", "the factor", factor, "2 is usual");
  }

  @Override
  public Tensor forward(Tensor x) {
    Shape shape = Require.tensor("pixel shuffle", "x", x).shape();
    int area = Math.multiplyExact(factor, factor);
    if (shape.rank() < 3 || shape.size(-3) % area != 0) {
      throw new ShapeException(
          "pixel shuffle",
          "x must be […, C·%d, H, W] but is %s; give a multiple of %d channels"
              .formatted(area, shape, area));
    }
    int height = shape.size(-2);
    int width = shape.size(-1);
    int[] sizes = shape.toArray();
    int rank = sizes.length;
    sizes[rank - 3] /= area;
    sizes[rank - 2] *= factor;
    sizes[rank - 1] *= factor;
    return x.reshape(-1, factor, factor, height, width).permute(0, 3, 1, 4, 2).reshape(sizes);
  }

  @Override
  public String toString() {
    return "PixelShuffle(%d)".formatted(factor);
  }
}
