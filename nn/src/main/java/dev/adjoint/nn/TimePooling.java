package dev.adjoint.nn;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;

/// The steps of each sequence put together into one vector, without those that a mask leaves out,
/// such as padding.
///
/// **Shapes**: x `[N, T, W]`, mask `[N, T]` (BOOL, true where a step counts), result `[N, W]`. A
/// sequence without a step that counts gives 0.
///
/// **Gradient**: 0 for steps that do not count; where several steps have the largest number, they
/// share its gradient equally.
public enum TimePooling {

  /// `Σ x[t]`.
  SUM,

  /// `Σ x[t] / T'` over the T' steps that count.
  MEAN,

  /// The largest `x[t]` of each column.
  MAX,

  /// The last step that counts.
  LAST;

  /// The vector of each sequence.
  public Tensor forward(Tensor x, Tensor mask) {
    Require.tensor("time pooling", "x", x);
    Require.tensor("time pooling", "the mask", mask);
    if (x.shape().rank() != 3
        || mask.shape().rank() != 2
        || mask.elementType() != ElementType.BOOL
        || mask.shape().size(0) != x.shape().size(0)
        || mask.shape().size(1) != x.shape().size(1)) {
      throw new ShapeException(
          "time pooling",
          "x is %s and the mask %s %s, but they must be [N, T, W] and BOOL [N, T]; give one truth for each step"
              .formatted(x.shape(), mask.elementType(), mask.shape()));
    }
    Tensor counts = mask.unsqueeze(-1);
    Tensor zero = Tensor.scalar(x.elementType(), 0);
    return switch (this) {
      case SUM -> x.where(counts, zero).sum(1);
      case MEAN -> x.where(counts, zero).sum(1).divide(size(counts, x.elementType()));
      case MAX -> {
        Tensor lowest = Tensor.scalar(x.elementType(), Double.NEGATIVE_INFINITY);
        Tensor any = counts.any(KeepAxes.NO, 1);
        yield x.where(counts, lowest.where(any.unsqueeze(1), zero)).max(1);
      }
      case LAST -> x.where(isLast(mask).unsqueeze(-1), zero).sum(1);
    };
  }

  /// The number of steps that count, at least 1, `[N, 1]`.
  private static Tensor size(Tensor counts, ElementType type) {
    return counts.to(type).sum(1).clamp(1, Double.MAX_VALUE);
  }

  /// True at the last true element of each row.
  private static Tensor isLast(Tensor mask) {
    Tensor position = mask.to(ElementType.I64).cumsum(1);
    Tensor all = position.max(KeepAxes.YES, 1);
    return mask.logicalAnd(position.eq(all));
  }
}
