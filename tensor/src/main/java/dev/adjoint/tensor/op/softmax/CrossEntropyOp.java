package dev.adjoint.tensor.op.softmax;

import dev.adjoint.kernel.View;
import dev.adjoint.kernel.softmax.CrossEntropyCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import dev.adjoint.tensor.op.index.Indices;

/// The negative log-likelihood of the target class under the softmax of logits: `lossₙ = −log
/// softmax(xₙ)[tₙ] = log Σⱼ exp(xₙⱼ) − xₙ[tₙ]`, without overflow.
///
/// Shapes: logits `[N, K]`, target classes `[N]` (I64 or I32, each within 0 … K − 1), losses `[N]`.
///
/// Gradient for the logits: `g · (softmax(x) − onehot(t))` ([CrossEntropyGradientOp]), which
/// recomputes the softmax, so that no array of the size of the logits is kept; none for the target.
public record CrossEntropyOp() implements Operation {

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
          "the logits are %s but the target is %s; give one class index for each row of logits"
              .formatted(logits, target));
    }
    return target;
  }

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    Tensor target = inputs[1];
    Shape shape = shape(x.shape(), target.shape());
    ElementTypeException.requireFloating(label(), x);
    int rows = x.shape().size(0);
    int classes = x.shape().size(1);
    View index =
        Indices.checked(label(), target, classes, "the classes of logits %s".formatted(x.shape()));
    Tensor value = TensorMemory.allocate(x.elementType(), shape);
    new CrossEntropyCall(TensorMemory.contiguous(x), index, TensorMemory.view(value), rows, classes)
        .run();
    return Applied.of(value, g -> Tensor.apply(new CrossEntropyGradientOp(), g, x, target), null);
  }
}
