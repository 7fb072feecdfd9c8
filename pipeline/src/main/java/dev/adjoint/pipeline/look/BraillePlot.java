package dev.adjoint.pipeline.look;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A line plot in letters: each Braille letter has two columns of four dots.
final class BraillePlot {

  private static final int WIDTH = 64;
  private static final int HEIGHT = 8;
  private static final int DOTS_ACROSS = 2;
  private static final int DOTS_DOWN = 4;
  private static final char EMPTY = '\u2800';

  /// The bit of each dot of a letter, by column and row.
  private static final int[][] BITS = {{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}};

  private BraillePlot() {}

  /// The plot, with the greatest and the least value beside the first and the last line.
  ///
  /// Each column of dots goes from the least to the greatest of its values; it is empty where all
  /// are NaN.
  ///
  /// @param values at equal distances
  static List<String> lines(double[] values) {
    double low = Arrays.stream(values).filter(Double::isFinite).min().orElse(0);
    double high = Arrays.stream(values).filter(Double::isFinite).max().orElse(0);
    int across = Math.min(DOTS_ACROSS * WIDTH, values.length);
    int down = DOTS_DOWN * HEIGHT;
    char[][] letters = new char[HEIGHT][Math.ceilDiv(across, DOTS_ACROSS)];
    for (char[] row : letters) {
      Arrays.fill(row, EMPTY);
    }
    for (int x = 0; x < across; x++) {
      int from = (int) ((long) x * values.length / across);
      int to = (int) ((long) (x + 1) * values.length / across);
      double[] part = Arrays.stream(values, from, to).filter(Double::isFinite).sorted().toArray();
      if (part.length > 0) {
        int bottom = row(part[0], low, high, down);
        for (int y = row(part[part.length - 1], low, high, down); y <= bottom; y++) {
          letters[y / DOTS_DOWN][x / DOTS_ACROSS] |= (char) BITS[x % DOTS_ACROSS][y % DOTS_DOWN];
        }
      }
    }
    return labelled(letters, number(high), number(low));
  }

  private static int row(double value, double low, double high, int down) {
    double part = high == low ? 0.5 : (value - low) / (high - low);
    return (int) Math.round((1 - part) * (down - 1));
  }

  private static List<String> labelled(char[][] letters, String top, String bottom) {
    int width = Math.max(top.length(), bottom.length());
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < letters.length; i++) {
      String label = i == 0 ? top : i == letters.length - 1 ? bottom : "";
      lines.add(
          " ".repeat(width - label.length())
              + label
              + " "
              + new String(letters[i]).replaceAll(EMPTY + "+$", ""));
    }
    return lines;
  }

  private static String number(double value) {
    return new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
  }
}
