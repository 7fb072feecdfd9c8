package dev.adjoint.explain.picture;

import java.util.Arrays;

/// Bins of numbers that stay the same for all steps of a run. The first and the last bin have no
/// outer edge, so that the counts add up to the number of finite numbers.
///
/// @param edges the inner edges, rising; one less than there are bins
public record Bins(double[] edges) {

  private static final int COUNT = 40;

  /// The outermost edges, as factors of the root mean square.
  private static final double REACH = 6;

  private static final int DECADES = 9;

  /// Bins for signed numbers like these: equally wide in `asinh(x / s)` with s half their root mean
  /// square, so that they are fine near 0 and wide far from it.
  public static Bins signed(double[] like) {
    double sum = 0;
    int count = 0;
    for (double number : like) {
      if (Double.isFinite(number)) {
        sum += number * number;
        count++;
      }
    }
    double size = count == 0 || sum == 0 ? 1 : Math.sqrt(sum / count);
    double scale = size / 2;
    double reach = asinh(REACH * size / scale);
    double[] edges = new double[COUNT - 1];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = scale * Math.sinh(reach * (2.0 * i / (edges.length - 1) - 1));
    }
    return new Bins(edges);
  }

  /// Bins for ratios, equally wide in their decimal logarithm, from 10⁻⁸ to 10.
  public static Bins ratios() {
    double[] edges = new double[4 * DECADES + 1];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = Math.pow(10, 1 - DECADES + i / 4.0);
    }
    return new Bins(edges);
  }

  private static double asinh(double x) {
    return Math.log(x + Math.sqrt(x * x + 1));
  }

  /// How many bins there are.
  public int count() {
    return edges.length + 1;
  }

  /// How many of the finite numbers are in each bin.
  public int[] counts(double[] numbers) {
    int[] counts = new int[count()];
    for (double number : numbers) {
      if (Double.isFinite(number)) {
        int at = Arrays.binarySearch(edges, number);
        counts[at >= 0 ? at + 1 : -at - 1]++;
      }
    }
    return counts;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bins that && Arrays.equals(edges, that.edges);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(edges);
  }

  @Override
  public String toString() {
    return "Bins" + Arrays.toString(edges);
  }
}
