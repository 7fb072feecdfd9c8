package dev.adjoint.onnx.operator;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;

/// Elements and slices that are put, added, multiplied, or compared into a copy of a tensor.
///
/// Putting and adding have gradients; for the others the input must not be tracked.
final class Scattering {

  private Scattering() {}

  /// `ScatterElements`: one index for each element of the updates, along an axis.
  static Tensor elements(NodeCall call) {
    Tensor x = call.tensor(0);
    Tensor index = call.tensor(1);
    int rank = x.shape().rank();
    int axis = call.axis(call.whole("axis", 0), rank);
    int[] sizes = x.shape().toArray();
    int[] counts = index.shape().toArray();
    // The position in C order of each updated element.
    Tensor row = Tensor.zeros(ElementType.I64, index.shape());
    for (int i = 0; i < rank; i++) {
      int[] aligned = new int[rank];
      Arrays.fill(aligned, 1);
      aligned[i] = counts[i];
      Tensor along =
          i == axis
              ? IndexOperators.positive(index, sizes[i])
              : Tensor.arange(counts[i]).reshape(Shape.of(aligned));
      row = row.multiply(sizes[i]).add(along);
    }
    int count = row.shape().count();
    return scattered(
            call,
            x.reshape(x.shape().count(), 1),
            row.reshape(count),
            call.tensor(2).reshape(count, 1))
        .reshape(x.shape());
  }

  /// `ScatterND`: the last axis of the index names positions along the first axes.
  static Tensor slices(NodeCall call) {
    Tensor x = call.tensor(0);
    Tensor index = call.tensor(1);
    int[] sizes = x.shape().toArray();
    int depth = index.shape().size(-1);
    int rows = 1;
    for (int i = 0; i < depth; i++) {
      rows *= sizes[i];
    }
    int width = rows == 0 ? 0 : x.shape().count() / rows;
    Tensor row = IndexOperators.linear(index, sizes, 0, depth);
    int count = row.shape().count();
    return scattered(
            call, x.reshape(rows, width), row.reshape(count), call.tensor(2).reshape(count, width))
        .reshape(x.shape());
  }

  private static Tensor scattered(NodeCall call, Tensor x, Tensor row, Tensor updates) {
    String reduction = call.text("reduction", "none");
    boolean floating = x.elementType().isFloating();
    return switch (reduction) {
      case "none" ->
          floating ? put(call, x, row, updates) : combined(call, x, row, updates, reduction);
      case "add" ->
          floating ? x.indexAdd(0, row, updates) : combined(call, x, row, updates, reduction);
      case "mul", "max", "min" -> {
        call.requireUntracked(0);
        call.requireUntracked(2);
        yield combined(call, x, row, updates, reduction);
      }
      default ->
          throw call.refuse(
              "the reduction is \"%s\" but must be none, add, mul, max or min"
                  .formatted(reduction));
    };
  }

  private static Tensor put(NodeCall call, Tensor x, Tensor row, Tensor updates) {
    Tensor times =
        Tensor.zeros(ElementType.F32, Shape.of(x.shape().size(0)))
            .indexAdd(0, row, Tensor.ones(row.shape()));
    if (row.shape().count() > 0 && times.max().item() > 1) {
      throw call.refuse(
          "an index occurs twice, so the result depends on the order; use the reduction add, or give each index once");
    }
    Tensor placed = Tensor.zerosLike(x).indexAdd(0, row, updates);
    return placed.where(times.greater(0).unsqueeze(1), x);
  }

  private static Tensor combined(
      NodeCall call, Tensor x, Tensor row, Tensor updates, String reduction) {
    int width = x.shape().size(1);
    double[] values = x.to(ElementType.F64).toDoubleArray();
    double[] given = updates.to(ElementType.F64).toDoubleArray();
    long[] rows = row.toLongArray();
    for (int r = 0; r < rows.length; r++) {
      if (rows[r] < 0 || rows[r] >= x.shape().size(0)) {
        throw call.refuse("an index of position %d points outside the input".formatted(r));
      }
      for (int c = 0; c < width; c++) {
        int at = (int) rows[r] * width + c;
        double update = given[r * width + c];
        values[at] =
            switch (reduction) {
              case "add" -> values[at] + update;
              case "mul" -> values[at] * update;
              case "max" -> Math.max(values[at], update);
              case "min" -> Math.min(values[at], update);
              default -> update;
            };
      }
    }
    return Tensor.of(ElementType.F64, values, x.shape()).to(x.elementType());
  }
}
