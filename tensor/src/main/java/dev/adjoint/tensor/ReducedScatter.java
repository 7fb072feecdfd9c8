package dev.adjoint.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Elements that are put together by index along an axis.
final class ReducedScatter {

  private ReducedScatter() {}

  static Tensor reduce(
      Tensor x, int axis, Tensor index, Tensor source, ScatterReduce how, boolean includeSelf) {
    Tensor zeros = Tensor.zerosLike(x);
    return switch (how) {
      case SUM -> {
        Tensor sum = zeros.scatterAdd(axis, index, source);
        yield includeSelf ? x.add(sum) : sum.where(counts(x, axis, index).greater(0), x);
      }
      case MEAN -> {
        Tensor sum = zeros.scatterAdd(axis, index, source);
        Tensor counts = counts(x, axis, index);
        yield includeSelf
            ? x.add(sum).divide(counts.add(1))
            : sum.divide(counts.maximum(Tensor.onesLike(counts))).where(counts.greater(0), x);
      }
      case PROD, AMAX, AMIN -> inTurn(x, axis, index, source, how, includeSelf);
    };
  }

  /// How many elements go to each position.
  private static Tensor counts(Tensor x, int axis, Tensor index) {
    Tensor ones = Tensor.ones(x.elementType(), index.shape());
    return Tensor.zerosLike(x).detach().scatterAdd(axis, index, ones);
  }

  /// Takes first one element for each position, then a second one where there is one, and so on.
  private static Tensor inTurn(
      Tensor x, int axis, Tensor index, Tensor source, ScatterReduce how, boolean includeSelf) {
    // Refuses shapes and indices that do not fit.
    counts(x, axis, index);
    Replacing.requireOneIndexEach("scatter reduce", index, source);
    Tensor all = source.flatten();
    Tensor y = x;
    boolean first = !includeSelf;
    for (long[] turn : turns(x.shape(), x.shape().axis("scatter reduce", axis), index)) {
      boolean[] has = new boolean[turn.length];
      for (int i = 0; i < turn.length; i++) {
        has[i] = turn[i] >= 0;
        turn[i] = Math.max(turn[i], 0);
      }
      Tensor part = all.indexSelect(0, Tensor.of(turn)).reshape(x.shape());
      Tensor both = first ? part : together(how, y, part);
      y = both.where(Tensor.of(has, x.shape()), y);
      first = false;
    }
    return y;
  }

  private static Tensor together(ScatterReduce how, Tensor a, Tensor b) {
    return switch (how) {
      case PROD -> a.multiply(b);
      case AMAX -> a.maximum(b);
      default -> a.minimum(b);
    };
  }

  /// For each turn and each position the index of an element of the source, −1 for none.
  private static List<long[]> turns(Shape shape, int axis, Tensor index) {
    long[] targets = Replacing.targets(shape, axis, index);
    int[] taken = new int[shape.count()];
    List<long[]> turns = new ArrayList<>();
    for (int i = 0; i < targets.length; i++) {
      int target = (int) targets[i];
      int turn = taken[target]++;
      if (turn == turns.size()) {
        long[] empty = new long[taken.length];
        Arrays.fill(empty, -1);
        turns.add(empty);
      }
      turns.get(turn)[target] = i;
    }
    return turns;
  }
}
