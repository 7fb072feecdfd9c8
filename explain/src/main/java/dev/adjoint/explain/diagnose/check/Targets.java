package dev.adjoint.explain.diagnose.check;

import dev.adjoint.explain.diagnose.setup.Forward;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.nn.loss.MseLoss;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.OptionalInt;

/// What outputs and targets are to each other.
final class Targets {

  private Targets() {}

  /// The number of classes where the target has the indices of classes and the outputs a number for
  /// each class; empty otherwise.
  static OptionalInt classes(Forward forward) {
    if (!forward.batch().has(dev.adjoint.data.Source.TARGET)) {
      return OptionalInt.empty();
    }
    Tensor target = forward.batch().target();
    Tensor outputs = forward.result().outputs();
    int axis = axis(outputs.shape(), target);
    return axis < 0 ? OptionalInt.empty() : OptionalInt.of(outputs.shape().size(axis));
  }

  /// The axis of the classes in the outputs; −1 where the target has no indices of classes.
  static int axis(Shape outputs, Tensor target) {
    boolean isIndex =
        target.elementType() == ElementType.I64 || target.elementType() == ElementType.I32;
    if (!isIndex || outputs.rank() != target.shape().rank() + 1) {
      return -1;
    }
    int[] sizes = outputs.toArray();
    int[] targetSizes = target.shape().toArray();
    return Arrays.equals(Arrays.copyOf(sizes, sizes.length - 1), targetSizes)
        ? sizes.length - 1
        : 1;
  }

  /// Whether the loss is the mean squared error.
  static boolean isSquaredError(TrainingSetup setup, Forward forward) {
    return setup.loss().isPresent()
        && setup.loss().get() instanceof MseLoss
        && forward.batch().target().elementType().isFloating();
  }

  /// The largest magnitude.
  static double largest(Tensor x) {
    return Arrays.stream(x.detach().toDoubleArray()).map(Math::abs).max().orElse(0);
  }

  static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(value -> (value - mean) * (value - mean)).average().orElse(0);
  }

  /// The share of right answers, where the largest output is the answer; for a single output, those
  /// above the threshold against targets above one half.
  static double accuracy(Tensor outputs, Tensor target, double threshold) {
    int axis = axis(outputs.shape(), target);
    if (axis >= 0) {
      Tensor answers = outputs.detach().argmax(axis);
      return answers.eq(target.to(answers.elementType())).to(ElementType.F64).mean().item();
    }
    if (outputs.shape().rank() == 2 && outputs.shape().size(1) > 1) {
      Tensor right = outputs.detach().argmax(1).eq(target.argmax(1));
      return right.to(ElementType.F64).mean().item();
    }
    double[] answers = outputs.detach().toDoubleArray();
    double[] expected = target.toDoubleArray();
    double right = 0;
    for (int i = 0; i < answers.length; i++) {
      right += (answers[i] > threshold) == (expected[i] > 0.5) ? 1 : 0;
    }
    return right / answers.length;
  }
}
