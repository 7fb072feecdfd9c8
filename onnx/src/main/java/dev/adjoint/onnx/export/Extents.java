package dev.adjoint.onnx.export;

import dev.adjoint.formats.onnx.OnnxPort;
import java.util.Arrays;
import java.util.List;

/// The batches and lengths with which a model was traced, and how sizes grow with them.
///
/// @param each those of each trace: `(b, t)` and `(b', t)`, and where the sequence is open also
///   `(b, t')`, `(b', t')` and others that check the result
/// @param axis the axis of the sequence, -1 if its length is fixed
record Extents(List<Extent> each, int axis) {

  /// The batch and the length of a trace.
  record Extent(int batch, int length) {}

  /// A size: `rest + batch·b + length·t + both·b·t`.
  record Growth(long rest, long batch, long length, long both) {

    long at(Extent extent) {
      return rest
          + batch * extent.batch()
          + length * extent.length()
          + both * extent.batch() * extent.length();
    }
  }

  /// How a size grows; refused where it is another function of batch and length.
  ///
  /// @param values the size in each trace
  Growth growth(long[] values, String path) {
    Extent first = each.getFirst();
    long byBatch = values[1] - values[0];
    long both = axis < 0 ? 0 : values[3] - values[2] - byBatch;
    boolean open = each.get(1).batch() != first.batch();
    long batch = open ? byBatch - both * first.length() : 0;
    long length = axis < 0 ? 0 : values[2] - values[0] - both * first.batch();
    long rest =
        values[0]
            - batch * first.batch()
            - length * first.length()
            - both * first.batch() * first.length();
    Growth growth = new Growth(rest, batch, length, both);
    for (int i = 0; i < values.length; i++) {
      if (growth.at(each.get(i)) != values[i]) {
        throw new ExportException(
            "a size is %d for a batch of %d and a length of %d, which does not follow from its other sizes; export with a fixed batch and length"
                .formatted(values[i], each.get(i).batch(), each.get(i).length()),
            path);
      }
    }
    return growth;
  }

  /// Whether a size grows with the length and not with the batch.
  boolean growsWithLengthAlone(long[] values) {
    if (axis < 0) {
      return false;
    }
    Growth growth = growth(values, "");
    return growth.length() != 0 && growth.batch() == 0 && growth.both() == 0;
  }

  /// A number, `batch`, `sequence` or `?`.
  ///
  /// @param sizes the size in each trace
  String name(int[] sizes) {
    if (Arrays.stream(sizes).allMatch(size -> size == sizes[0])) {
      return Integer.toString(sizes[0]);
    }
    int[] batches = each.stream().mapToInt(Extent::batch).toArray();
    int[] lengths = each.stream().mapToInt(Extent::length).toArray();
    if (Arrays.equals(sizes, batches)) {
      return "batch";
    }
    return axis >= 0 && Arrays.equals(sizes, lengths) ? "sequence" : OnnxPort.UNKNOWN;
  }
}
