package dev.adjoint.data.text;

import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;

/// Token sequences of different lengths as one tensor: longer ones are cut at their end, shorter
/// ones filled up with 0, the padding. A model finds the mask by `tokens ≠ 0`.
public final class TokenRows {

  private TokenRows() {}

  /// The tokens `[N, length]`, I64.
  ///
  /// @param rows the tokens of each text
  /// @param length the number of columns, at least 1
  public static Tensor of(List<int[]> rows, int length) {
    long[] tokens = new long[Math.multiplyExact(rows.size(), length)];
    for (int row = 0; row < rows.size(); row++) {
      int[] from = rows.get(row);
      for (int i = 0; i < Math.min(from.length, length); i++) {
        tokens[row * length + i] = from[i];
      }
    }
    return Tensor.of(tokens, Shape.of(rows.size(), length));
  }

  /// The least length that this part of the rows does not exceed, within 1 … most.
  ///
  /// @param part in (0, 1]
  public static int length(List<int[]> rows, double part, int most) {
    int[] lengths = rows.stream().mapToInt(row -> row.length).sorted().toArray();
    if (lengths.length == 0) {
      return 1;
    }
    int at = (int) Math.ceil(part * lengths.length) - 1;
    return Math.clamp(lengths[Math.clamp(at, 0, lengths.length - 1)], 1, most);
  }

  /// How many of the rows are longer.
  public static long cut(List<int[]> rows, int length) {
    return rows.stream().filter(row -> row.length > length).count();
  }
}
