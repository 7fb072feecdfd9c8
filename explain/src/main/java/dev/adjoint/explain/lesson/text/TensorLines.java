package dev.adjoint.explain.lesson.text;

import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

/// A tensor as lines for a table cell: one line for each row of a matrix, with aligned columns. A
/// large tensor is shown as its shape and the range of its numbers.
final class TensorLines {

  private static final int MOST_ROWS = 6;
  private static final int MOST_IN_ROW = 5;

  private TensorLines() {}

  /// The lines with numbers of at most this many digits. Rows with more than two numbers get fewer
  /// digits, so two such cells fit side by side.
  static List<String> of(Tensor tensor, int most) {
    double[] numbers = tensor.toDoubleArray();
    int rank = tensor.shape().rank();
    if (rank == 0) {
      return List.of(NumberText.of(numbers[0], most));
    }
    if (!fits(tensor)) {
      double least = Arrays.stream(numbers).min().orElse(0);
      double largest = Arrays.stream(numbers).max().orElse(0);
      return List.of("%s … %s".formatted(NumberText.of(least, 4), NumberText.of(largest, 4)));
    }
    int digits = Math.min(most, digits(tensor.shape().size(-1)));
    int columns = tensor.shape().size(-1);
    List<String> cells =
        Arrays.stream(numbers).mapToObj(number -> NumberText.of(number, digits)).toList();
    if (rank == 1) {
      return List.of("[" + String.join(", ", cells) + "]");
    }
    int rows = numbers.length / columns;
    int[] widths = new int[columns];
    for (int i = 0; i < numbers.length; i++) {
      widths[i % columns] = Math.max(widths[i % columns], DisplayWidth.of(cells.get(i)));
    }
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      StringJoiner line =
          new StringJoiner(", ", row == 0 ? "[[" : " [", row == rows - 1 ? "]]" : "] ");
      for (int column = 0; column < columns; column++) {
        line.add(DisplayWidth.padLeft(cells.get(row * columns + column), widths[column]));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static boolean fits(Tensor tensor) {
    int rank = tensor.shape().rank();
    int columns = tensor.shape().size(-1);
    int rows = rank == 1 ? 1 : tensor.shape().size(0);
    return rank <= 2 && rows <= MOST_ROWS && columns <= (rows == 1 ? MOST_IN_ROW : 3);
  }

  private static int digits(int columns) {
    return switch (columns) {
      case 1 -> 14;
      case 2 -> 10;
      case 3 -> 4;
      default -> 3;
    };
  }
}
