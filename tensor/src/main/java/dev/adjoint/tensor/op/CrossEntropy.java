package dev.adjoint.tensor.op;

import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.View;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;

/// The negative log-likelihood of the target class under the softmax of logits: `lossₙ = −log
/// softmax(xₙ)[tₙ] = log Σⱼ exp(xₙⱼ) − xₙ[tₙ]`, without overflow.
///
/// Shapes: logits `[N, K]`, target classes `[N]` (I64, each within 0 … K − 1), losses `[N]`.
///
/// Gradient for the logits: `g · (softmax(x) − onehot(t))`; the target has none.
public record CrossEntropy() implements Operation {

  static Shape shape(Shape logits, Shape target) {
    if (logits.rank() != 2) {
      throw new ShapeException(
          "cross entropy",
          "the logits must be [N, K], a row of K classes for each of N samples, but are %s; reshape them"
              .formatted(logits));
    }
    if (target.rank() != 1 || target.size(0) != logits.size(0)) {
      throw new ShapeException(
          "cross entropy",
          "there are %d rows of logits but the target has shape %s (logits %s); give one class index for each row"
              .formatted(logits.size(0), target, logits));
    }
    return target;
  }

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    Tensor target = inputs[1];
    Shape shape = shape(x.shape(), target.shape());
    ElementTypeException.requireFloating(label(), x);
    if (target.elementType() != ElementType.I64) {
      throw new ElementTypeException(
          label(),
          "the target must be I64 class indices but is %s; convert it with to(ElementType.I64)"
              .formatted(target.elementType()));
    }
    int rows = x.shape().size(0);
    int classes = x.shape().size(1);
    requireClasses(target, classes);
    View index = target.contiguous();
    Tensor chosen = Tensor.allocate(x.elementType(), shape);
    Kernels.active().gather(LogSoftmax.of(x).view(), index, chosen.view(), rows, classes, 1, 1);
    // Subtracted from 0, not negated: a certain prediction has loss 0, not −0.
    return Applied.of(
        Tensor.scalar(x.elementType(), 0).subtract(chosen),
        g -> x.softmax(1).subtract(oneHot(x, index)).multiply(g.reshape(rows, 1)),
        null);
  }

  private static Tensor oneHot(Tensor x, View index) {
    int rows = x.shape().size(0);
    Tensor ones = Tensor.ones(x.elementType(), Shape.of(rows));
    Tensor result = Tensor.allocate(x.elementType(), x.shape());
    Kernels.active().scatterAdd(ones.view(), index, result.view(), rows, x.shape().size(1), 1, 1);
    return result;
  }

  private void requireClasses(Tensor target, int classes) {
    long[] indices = target.toLongArray();
    for (int row = 0; row < indices.length; row++) {
      if (indices[row] < 0 || indices[row] >= classes) {
        throw new IndexOutOfBoundsException(
            "%s: target %d of row %d is outside 0 … %d (%d classes); number the classes from 0 or widen the last layer"
                .formatted(label(), indices[row], row, classes - 1, classes));
      }
    }
  }
}
