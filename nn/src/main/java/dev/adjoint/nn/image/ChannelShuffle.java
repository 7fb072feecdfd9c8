package dev.adjoint.nn.image;

import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;

/// The channels of equal groups in turn: the first of each, then the second of each (Zhang et al.
/// 2018). Between two grouped convolutions it lets the groups see each other.
///
/// **Shapes**: x `[N, C, …]`, result the same.
///
/// **Gradient**: g in the order of x.
///
/// **Throws**: ShapeException if the groups do not divide C.
///
/// As `torch.nn.ChannelShuffle`.
///
/// @param groups the number of groups, at least 1
public record ChannelShuffle(int groups) implements PureLayer {

  /// Checks the number of groups.
  public ChannelShuffle {
    Require.size("channel shuffle", "the number of groups", groups, "2 is usual");
  }

  @Override
  public Tensor forward(Tensor x) {
    Shape shape = Require.tensor("channel shuffle", "x", x).shape();
    if (shape.rank() < 2 || shape.size(1) % groups != 0) {
      throw new ShapeException(
          "channel shuffle",
          "x must be [N, C, …] with C a multiple of %d but is %s; change the groups"
              .formatted(groups, shape));
    }
    return x.unflatten(1, groups, shape.size(1) / groups).transpose(1, 2).reshape(shape);
  }

  @Override
  public String toString() {
    return "ChannelShuffle(%d)".formatted(groups);
  }
}
