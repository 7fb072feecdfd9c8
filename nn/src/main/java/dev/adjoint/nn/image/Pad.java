package dev.adjoint.nn.image;

import dev.adjoint.nn.PureLayer;
import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.PadMode;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// A frame around the last axes: of one number, or of the elements at the border.
///
/// **Shapes**: x of any rank with at least as many axes as are framed, result longer by the
/// amounts.
///
/// **Gradient**: each element of x gets the sum of g over the positions at which it occurs; a frame
/// of one number takes none.
///
/// **Throws**: ShapeException if an amount is larger than the mode allows: a mirror has all but the
/// last element, a circle all of them.
///
/// As `torch.nn.ConstantPad1d`, `ZeroPad1d`, `ReflectionPad1d`, `ReplicationPad1d`, `CircularPad1d`
/// and their versions for 2 and 3 axes.
///
/// @param mode where the elements of the frame come from, or empty for one number
/// @param value that number, where there is no mode
/// @param amounts elements before and after the last axis, then before and after the one before it,
///   and so on; negative amounts cut away, where the frame is one number
public record Pad(Optional<PadMode> mode, double value, List<Integer> amounts)
    implements PureLayer {

  /// Checks that the amounts are pairs.
  public Pad {
    Require.optional("pad", "the mode", mode);
    amounts = Require.list("pad", "the list of amounts", amounts);
    if (amounts.isEmpty() || amounts.size() % 2 != 0) {
      throw new IllegalArgumentException(
          "pad: the amounts are %s but must be two for each axis, before and after; the last axis comes first"
              .formatted(amounts));
    }
  }

  /// A frame of zeros.
  public static Pad zeros(int... amounts) {
    return constant(0, amounts);
  }

  /// A frame of one number.
  public static Pad constant(double value, int... amounts) {
    return new Pad(Optional.empty(), value, Require.list("pad", "the list of amounts", amounts));
  }

  /// A frame of the elements at the border.
  public static Pad of(PadMode mode, int... amounts) {
    Require.given("pad", "the mode", mode, "give PadMode.REFLECT");
    return new Pad(Optional.of(mode), 0, Require.list("pad", "the list of amounts", amounts));
  }

  @Override
  public Tensor forward(Tensor x) {
    Require.tensor("pad", "x", x);
    int[] each = amounts.stream().mapToInt(Integer::intValue).toArray();
    return mode.isPresent() ? x.pad(mode.get(), each) : x.pad(value, each);
  }

  @Override
  public String toString() {
    return "Pad(%s, %s)".formatted(mode.isPresent() ? mode.get() : "value " + value, amounts);
  }
}
