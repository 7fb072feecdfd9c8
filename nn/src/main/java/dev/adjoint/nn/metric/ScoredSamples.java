package dev.adjoint.nn.metric;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.ToDoubleBiFunction;

/// Scores of samples with their true answers, kept one by one: what metrics of a ranking are made
/// of.
///
/// The state is the number of classes, 0 for a yes-or-no question, then for each sample its target
/// and its scores.
final class ScoredSamples {

  private ScoredSamples() {}

  /// The state of a batch.
  ///
  /// @param outputs `[…, K]` logits with a target `[…]` of class indices, or scores of the target's
  ///   shape, where a target above ½ is yes
  static double[] of(String metric, Tensor outputs, Tensor target) {
    Require.tensor(metric, "the output", outputs);
    Require.tensor(metric, "the target", target);
    if (outputs.shape().equals(target.shape())) {
      return ofYesOrNo(outputs, target);
    }
    if (target.elementType().isFloating()) {
      throw new ShapeException(
          metric,
          "outputs have shape %s but targets have %s; give equal shapes, or class indices for outputs with an axis of classes"
              .formatted(outputs.shape(), target.shape()));
    }
    ClassIndices indices = ClassIndices.of(metric, outputs, target, OptionalLong.empty());
    int classes = indices.classes();
    int count = indices.target().length;
    double[] state = new double[1 + count * (classes + 1)];
    state[0] = classes;
    if (count > 0) {
      double[] p = indices.outputs().to(ElementType.F64).softmax(1).toDoubleArray();
      for (int i = 0; i < count; i++) {
        int start = 1 + i * (classes + 1);
        state[start] = indices.target()[i];
        System.arraycopy(p, i * classes, state, start + 1, classes);
      }
    }
    return state;
  }

  private static double[] ofYesOrNo(Tensor outputs, Tensor target) {
    double[] y = outputs.detach().to(ElementType.F64).toDoubleArray();
    double[] t = target.detach().to(ElementType.F64).toDoubleArray();
    double[] state = new double[1 + 2 * y.length];
    for (int i = 0; i < y.length; i++) {
      state[1 + 2 * i] = t[i] > 0.5 ? 1 : 0;
      state[2 + 2 * i] = y[i];
    }
    return state;
  }

  static double[] merge(double[] one, double[] other) {
    if (one.length == 1 || other.length == 1) {
      return one.length == 1 ? other : one;
    }
    double[] both = Arrays.copyOf(one, one.length + other.length - 1);
    System.arraycopy(other, 1, both, one.length, other.length - 1);
    return both;
  }

  /// The value of a yes-or-no question; for several classes the mean of one against the rest over
  /// the classes that have a target; for two classes that of the second.
  ///
  /// @param figure of scores and whether each sample belongs to the class
  static double value(double[] state, ToDoubleBiFunction<double[], boolean[]> figure) {
    int classes = (int) state[0];
    if (classes == 0) {
      return of(state, 2, 0, 1, figure);
    }
    if (classes == 2) {
      return of(state, 3, 1, 1, figure);
    }
    double sum = 0;
    int counted = 0;
    for (int c = 0; c < classes; c++) {
      double value = of(state, classes + 1, c, c, figure);
      if (!Double.isNaN(value)) {
        sum += value;
        counted++;
      }
    }
    return sum / counted;
  }

  private static double of(
      double[] state,
      int width,
      int column,
      int own,
      ToDoubleBiFunction<double[], boolean[]> figure) {
    int count = (state.length - 1) / width;
    double[] scores = new double[count];
    boolean[] belongs = new boolean[count];
    for (int i = 0; i < count; i++) {
      belongs[i] = state[1 + i * width] == own;
      double score = state[2 + i * width + column];
      scores[i] = Double.isNaN(score) ? Double.NEGATIVE_INFINITY : score;
    }
    return figure.applyAsDouble(scores, belongs);
  }

  /// The indices of the samples from the largest score to the smallest.
  static int[] descending(double[] scores) {
    Integer[] order = new Integer[scores.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(scores[b], scores[a]));
    return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
  }
}
