package dev.adjoint.nn.loss;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;

/// Targets of classification: class indices, or a probability for each class.
final class CrossEntropyTarget {

  private CrossEntropyTarget() {}

  static boolean isIndex(Tensor target) {
    return target.elementType() == ElementType.I64 || target.elementType() == ElementType.I32;
  }

  /// The axis of the classes.
  static int axis(Tensor input) {
    return input.shape().rank() == 1 ? 0 : 1;
  }

  static void require(String loss, Tensor input, Tensor target) {
    Require.tensor(loss, "the input", input);
    Require.tensor(loss, "the target", target);
    ElementTypeException.requireFloating(loss, input);
    if (input.shape().rank() == 0) {
      throw new ShapeException(
          loss,
          "input is a single number but must be [N, K], [K] or [N, K, …] with a number for each of K classes; give the network an output for each class");
    }
    if (isIndex(target)) {
      requireIndices(loss, input, target);
    } else {
      SameShape.require(loss, input, target);
    }
  }

  private static void requireIndices(String loss, Tensor input, Tensor target) {
    Shape samples = withoutClasses(input);
    if (!target.shape().equals(samples)) {
      throw new ShapeException(
          loss,
          "the target indices of input %s must be %s but are %s; give one class index for each sample"
              .formatted(input.shape(), samples, target.shape()));
    }
    int classes = input.shape().size(axis(input));
    target.requireWithin(
        classes,
        (index, sample) ->
            new IndexOutOfBoundsException(
                "%s: target %d of sample %d is outside 0 … %d; count classes from 0, or give the network more outputs"
                    .formatted(loss, index, sample, classes - 1)));
  }

  private static Shape withoutClasses(Tensor input) {
    int axis = axis(input);
    int[] sizes = input.shape().toArray();
    int[] rest = new int[sizes.length - 1];
    System.arraycopy(sizes, 0, rest, 0, axis);
    System.arraycopy(sizes, axis + 1, rest, axis, rest.length - axis);
    return Shape.of(rest);
  }

  /// The target as probabilities of the input's shape and type.
  static Tensor probabilities(Tensor input, Tensor target) {
    if (!isIndex(target)) {
      return target;
    }
    int axis = axis(input);
    Tensor last = target.to(ElementType.I64).oneHot(input.shape().size(axis));
    return last.to(input.elementType()).moveaxis(-1, axis);
  }
}
