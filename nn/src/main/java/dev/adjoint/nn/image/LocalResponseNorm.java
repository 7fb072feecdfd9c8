package dev.adjoint.nn.image;

import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Pool2dOptions;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;

/// Each element divided by a power of the mean square of its neighbours in the other channels: `y =
/// x / (k + α · mean(x²))^β` over the `size` channels around it, those outside counting as 0
/// (Krizhevsky et al. 2012).
///
/// **Shapes**: x `[N, C, …]`, result the same.
///
/// **Gradient**: by composition of the parts; smooth where the bracket is above 0.
///
/// As `torch.nn.LocalResponseNorm` and `CrossMapLRN2d`.
///
/// @param size the number of channels, at least 1
/// @param alpha α, finite; 1e-4 is usual
/// @param beta β, finite; 0.75 is usual
/// @param k added to the mean, finite; 1 is usual
public record LocalResponseNorm(int size, double alpha, double beta, double k)
    implements PureLayer {

  private static final String NAME = "local response norm";

  /// Checks the ranges.
  public LocalResponseNorm {
    Require.size(NAME, "the number of channels", size, "5 is usual");
    Require.finite(NAME, "alpha", alpha, "1e-4 is usual");
    Require.finite(NAME, "beta", beta, "0.75 is usual");
    Require.finite(NAME, "k", k, "1 is usual");
  }

  /// α = 1e-4, β = 0.75 and k = 1, as in PyTorch.
  public static LocalResponseNorm of(int size) {
    return new LocalResponseNorm(size, 1e-4, 0.75, 1);
  }

  @Override
  public Tensor forward(Tensor x) {
    int rank = Require.tensor(NAME, "x", x).shape().rank();
    if (rank < 3) {
      throw new ShapeException(
          NAME, "x must be [N, C, …] but is %s; give it an axis of positions".formatted(x.shape()));
    }
    Tensor squares = x.square().flatten(2, -1);
    Tensor framed = squares.pad(0, 0, 0, size / 2, (size - 1) / 2);
    Tensor mean = framed.avgPool2d(Pool2dOptions.of(size, 1).withStride(1));
    return x.divide(mean.reshape(x.shape()).multiply(alpha).add(k).pow(beta));
  }

  @Override
  public String toString() {
    return "LocalResponseNorm(%d, alpha %s, beta %s, k %s)".formatted(size, alpha, beta, k);
  }
}
