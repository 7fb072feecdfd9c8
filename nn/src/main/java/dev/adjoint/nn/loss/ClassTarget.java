package dev.adjoint.nn.loss;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;

/// Targets of classification: class indices, or a probability for each class.
final class ClassTarget {

  private ClassTarget() {}

  static boolean isIndex(Tensor target) {
    return target.elementType() == ElementType.I64 || target.elementType() == ElementType.I32;
  }

  static void require(String loss, Tensor input, Tensor target) {
    ElementTypeException.requireFloating(loss, input);
    Shape shape = input.shape();
    if (shape.rank() != 1 && shape.rank() != 2) {
      throw new ShapeException(
          loss,
          "input has shape %s but must be [N, K] or [K]; reshape it so that the last axis is the class"
              .formatted(shape));
    }
    if (isIndex(target)) {
      requireIndices(loss, input, target);
    } else {
      SameShape.require(loss, input, target);
    }
  }

  private static void requireIndices(String loss, Tensor input, Tensor target) {
    Shape samples = Shape.of(Arrays.copyOf(input.shape().toArray(), input.shape().rank() - 1));
    if (!target.shape().equals(samples)) {
      throw new ShapeException(
          loss,
          "input %s wants target indices %s but got %s; give one class index for each sample"
              .formatted(input.shape(), samples, target.shape()));
    }
    int classes = input.shape().size(-1);
    target.requireWithin(
        classes,
        (index, sample) ->
            new IndexOutOfBoundsException(
                "%s: target %d of sample %d is outside 0 … %d; count classes from 0, or give the network more outputs"
                    .formatted(loss, index, sample, classes - 1)));
  }

  /// The target as probabilities of the input's shape and type.
  static Tensor probabilities(Tensor input, Tensor target) {
    return isIndex(target)
        ? target.to(ElementType.I64).oneHot(input.shape().size(-1)).to(input.elementType())
        : target;
  }
}
