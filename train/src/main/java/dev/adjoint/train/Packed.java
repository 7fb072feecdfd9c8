package dev.adjoint.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Lists of numbers of different lengths as one array: the length of each, then its numbers.
final class Packed {

  private Packed() {}

  static double[] of(List<double[]> lines) {
    double[] all = new double[lines.stream().mapToInt(line -> 1 + line.length).sum()];
    int at = 0;
    for (double[] line : lines) {
      all[at] = line.length;
      System.arraycopy(line, 0, all, at + 1, line.length);
      at += 1 + line.length;
    }
    return all;
  }

  static List<double[]> lines(double[] all) {
    List<double[]> lines = new ArrayList<>();
    for (int at = 0; at < all.length; at += 1 + (int) all[at]) {
      lines.add(Arrays.copyOfRange(all, at + 1, at + 1 + (int) all[at]));
    }
    return lines;
  }

  /// A text as numbers.
  static double[] text(String text) {
    return text.chars().mapToDouble(each -> each).toArray();
  }

  /// The text of such numbers.
  static String text(double[] numbers) {
    StringBuilder text = new StringBuilder();
    for (double each : numbers) {
      text.append((char) each);
    }
    return text.toString();
  }
}
