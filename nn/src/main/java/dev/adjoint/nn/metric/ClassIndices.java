package dev.adjoint.nn.metric;

import dev.adjoint.nn.argument.Require;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.OptionalLong;

/// Predicted and true class indices of a batch, without the ignored targets.
///
/// @param outputs `[N, K]`, scores of K classes for each position
/// @param target `[N]`
record ClassIndices(Tensor outputs, long[] target) {

  /// The classes are along the last axis of the outputs: `[…, K]` with a target `[…]`.
  ///
  /// @param ignored the target index that is ignored
  static ClassIndices of(String metric, Tensor outputs, Tensor target, OptionalLong ignored) {
    Require.tensor(metric, "the output", outputs);
    Require.tensor(metric, "the target", target);
    Tensor scores = outputs.detach();
    Shape withoutClasses = withoutClasses(metric, scores.shape());
    if (target.elementType().isFloating() || !withoutClasses.equals(target.shape())) {
      throw new ShapeException(
          metric,
          "outputs %s need whole class indices %s but got %s %s; give one class index for each row of scores"
              .formatted(scores.shape(), withoutClasses, target.elementType(), target.shape()));
    }
    int classes = scores.shape().size(-1);
    long[] labels = target.to(ElementType.I64).toLongArray();
    Tensor rows = scores.reshape(labels.length, classes);
    if (ignored.isPresent()) {
      int[] kept = kept(labels, ignored.getAsLong());
      if (kept.length < labels.length) {
        rows = rows.indexSelect(0, Tensor.of(kept));
        labels = at(labels, kept);
      }
    }
    for (int i = 0; i < labels.length; i++) {
      ConfusionMatrix.requireClass(metric, "target", labels[i], i, classes);
    }
    return new ClassIndices(rows, labels);
  }

  /// The shape without its last axis.
  private static Shape withoutClasses(String metric, Shape scores) {
    if (scores.rank() < 1) {
      throw new ShapeException(
          metric, "the output is a single number; give scores of classes along the last axis");
    }
    return Shape.of(Arrays.copyOf(scores.toArray(), scores.rank() - 1));
  }

  private static int[] kept(long[] labels, long ignored) {
    int[] kept = new int[labels.length];
    int count = 0;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] != ignored) {
        kept[count++] = i;
      }
    }
    return Arrays.copyOf(kept, count);
  }

  private static long[] at(long[] labels, int[] kept) {
    long[] chosen = new long[kept.length];
    for (int i = 0; i < kept.length; i++) {
      chosen[i] = labels[kept[i]];
    }
    return chosen;
  }

  int classes() {
    return outputs.shape().size(1);
  }

  /// The class with the largest score of each row; the first of equals.
  long[] predicted() {
    return target.length == 0 ? new long[0] : outputs.argmax(-1).toLongArray();
  }
}
