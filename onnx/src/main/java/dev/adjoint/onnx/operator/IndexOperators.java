package dev.adjoint.onnx.operator;

import static dev.adjoint.onnx.operator.OperatorRow.same;

import dev.adjoint.formats.onnx.OnnxType;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Sorted;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Elements chosen by indices, and the way back. Negative indices count from the end.
final class IndexOperators {

  static final List<OperatorRow> ROWS =
      List.of(
          same("Gather", IndexOperators::gather),
          same("GatherElements", IndexOperators::gatherElements),
          same("GatherND", IndexOperators::gatherMany),
          same("Scatter", Scattering::elements),
          same("ScatterElements", Scattering::elements),
          same("ScatterND", Scattering::slices),
          OperatorRow.of("OneHot", IndexOperators::oneHot),
          OperatorRow.of("NonZero", IndexOperators::nonZero),
          same("Compress", IndexOperators::compress),
          OperatorRow.of("TopK", IndexOperators::topK),
          OperatorRow.of("Unique", Distinct::of),
          same("CumSum", IndexOperators::cumulativeSum));

  private IndexOperators() {}

  /// Indices counted from 0, as I64.
  static Tensor positive(Tensor index, int size) {
    Tensor wide = index.to(ElementType.I64);
    return wide.add(size).where(wide.less(0), wide);
  }

  private static Tensor gather(NodeCall call) {
    Tensor x = call.tensor(0);
    int axis = call.axis(call.whole("axis", 0), x.shape().rank());
    return x.indexSelect(axis, positive(call.tensor(1), x.shape().size(axis)));
  }

  private static Tensor gatherElements(NodeCall call) {
    Tensor x = call.tensor(0);
    int axis = call.axis(call.whole("axis", 0), x.shape().rank());
    return x.gather(axis, positive(call.tensor(1), x.shape().size(axis)));
  }

  /// The last axis of the index names positions along the axes after the batch axes.
  private static Tensor gatherMany(NodeCall call) {
    Tensor x = call.tensor(0);
    Tensor index = call.tensor(1);
    int batch = call.integer("batch_dims", 0);
    int[] sizes = x.shape().toArray();
    int depth = index.shape().size(-1);
    if (batch < 0 || batch + depth > sizes.length || batch >= index.shape().rank()) {
      throw call.refuse(
          "the index %s names %d axes after %d batch axes but the input has shape %s"
              .formatted(index.shape(), depth, batch, x.shape()));
    }
    Tensor row = linear(index, sizes, batch, depth);
    int[] before = Arrays.copyOf(index.shape().toArray(), index.shape().rank() - 1);
    int blocks = 1;
    for (int i = 0; i < batch; i++) {
      blocks *= sizes[i];
    }
    int rows = 1;
    for (int i = batch; i < batch + depth; i++) {
      rows *= sizes[i];
    }
    if (batch > 0) {
      // Each block of the batch begins `rows` later.
      int[] aligned = new int[before.length];
      Arrays.fill(aligned, 1);
      System.arraycopy(before, 0, aligned, 0, batch);
      row = row.add(Tensor.arange(blocks).multiply(rows).reshape(Shape.of(aligned)));
    }
    int[] rest = Arrays.copyOfRange(sizes, batch + depth, sizes.length);
    Tensor table = x.reshape(Shape.of(joined(new int[] {blocks * rows}, rest)));
    return table
        .indexSelect(0, row.reshape(row.shape().count()))
        .reshape(Shape.of(joined(before, rest)));
  }

  /// The positions in C order that the last axis of an index names.
  static Tensor linear(Tensor index, int[] sizes, int first, int depth) {
    Tensor row = Tensor.zeros(ElementType.I64, withoutLast(index.shape()));
    for (int i = 0; i < depth; i++) {
      int size = sizes[first + i];
      row = row.multiply(size).add(positive(index.select(-1, i), size));
    }
    return row;
  }

  private static Shape withoutLast(Shape shape) {
    return Shape.of(Arrays.copyOf(shape.toArray(), shape.rank() - 1));
  }

  static int[] joined(int[] left, int[] right) {
    int[] joined = Arrays.copyOf(left, left.length + right.length);
    System.arraycopy(right, 0, joined, left.length, right.length);
    return joined;
  }

  private static List<OnnxValue> oneHot(NodeCall call) {
    Tensor index = call.tensor(0).to(ElementType.I64);
    int depth = call.ints(call.whole(1, 0))[0];
    Tensor values = call.tensor(2);
    int rank = index.shape().rank() + 1;
    int axis = call.axis(call.whole("axis", -1), rank);
    int[] sizes = new int[rank];
    Arrays.fill(sizes, 1);
    sizes[axis] = depth;
    Tensor classes = Tensor.arange(depth).reshape(Shape.of(sizes));
    Tensor hot = positive(index, depth).unsqueeze(axis).eq(classes);
    Tensor chosen = values.select(0, 1).where(hot, values.select(0, 0));
    return List.of(OnnxValue.of(call.type(2), chosen));
  }

  private static List<OnnxValue> nonZero(NodeCall call) {
    Tensor x = call.tensor(0);
    Tensor one = x.shape().rank() == 0 ? x.reshape(1) : x;
    return List.of(OnnxValue.of(OnnxType.INT64, one.nonzero().transpose()));
  }

  private static Tensor compress(NodeCall call) {
    Tensor x = call.tensor(0);
    boolean flat = !call.hasAttribute("axis");
    Tensor from = flat ? x.reshape(x.shape().count()) : x;
    int axis = flat ? 0 : call.axis(call.whole("axis", 0), x.shape().rank());
    long[] condition = call.value(1).wholes();
    List<Long> chosen = new ArrayList<>();
    for (int i = 0; i < Math.min(condition.length, from.shape().size(axis)); i++) {
      if (condition[i] != 0) {
        chosen.add((long) i);
      }
    }
    long[] index = chosen.stream().mapToLong(Long::longValue).toArray();
    return from.indexSelect(axis, Tensor.of(index));
  }

  private static List<OnnxValue> topK(NodeCall call) {
    Tensor x = call.tensor(0);
    int axis = call.axis(call.whole("axis", -1), x.shape().rank());
    long k = call.opset() < 10 ? call.whole("k", 1) : call.whole(1, 1);
    if (k < 0 || k > x.shape().size(axis)) {
      throw call.refuse(
          "k is %d but axis %d of %s must have as many elements".formatted(k, axis, x.shape()));
    }
    Sorted sorted = x.sort(axis, call.flag("largest", true));
    return List.of(
        OnnxValue.of(call.type(0), sorted.values().slice(axis, 0, (int) k)),
        OnnxValue.of(OnnxType.INT64, sorted.indices().slice(axis, 0, (int) k)));
  }

  private static Tensor cumulativeSum(NodeCall call) {
    Tensor x = call.tensor(0);
    int axis = call.axis(call.whole(1, 0), x.shape().rank());
    boolean reverse = call.flag("reverse", false);
    Tensor directed = reverse ? x.flip(axis) : x;
    Tensor sums = directed.cumsum(axis);
    if (call.flag("exclusive", false)) {
      int[] before = new int[x.shape().rank()];
      int[] after = new int[before.length];
      before[axis] = 1;
      after[axis] = -1;
      sums = MovementOperators.constant(sums, before, after, 0);
    }
    return reverse ? sums.flip(axis) : sums;
  }
}
