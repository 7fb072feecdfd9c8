package dev.adjoint.explain.picture;

import java.util.Arrays;

/// The plane that keeps most of the squared distances of points in a space of many dimensions
/// (principal component analysis), by power iteration. The same points give the same bits.
///
/// @param x the first coordinate of each point
/// @param y the second one
/// @param share the part of the squared distances from the mean that the plane keeps, in [0, 1]
public record PrincipalPlane(double[] x, double[] y, double share) {

  private static final int ITERATIONS = 300;

  /// The principal plane of points.
  ///
  /// @param points one row for each point, all of one length
  public static PrincipalPlane of(double[][] points) {
    double[][] centred = centred(points);
    double all = 0;
    for (double[] row : centred) {
      all += dot(row, row);
    }
    int size = points[0].length;
    double[] first = direction(centred, size, new double[size]);
    double[] second = direction(centred, size, first);
    double[] x = new double[points.length];
    double[] y = new double[points.length];
    double kept = 0;
    for (int i = 0; i < points.length; i++) {
      x[i] = dot(centred[i], first);
      y[i] = dot(centred[i], second);
      kept += x[i] * x[i] + y[i] * y[i];
    }
    return new PrincipalPlane(x, y, all == 0 ? 1 : Math.min(1, kept / all));
  }

  private static double[][] centred(double[][] points) {
    double[] mean = new double[points[0].length];
    for (double[] row : points) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += row[j] / points.length;
      }
    }
    double[][] centred = new double[points.length][];
    for (int i = 0; i < points.length; i++) {
      centred[i] = points[i].clone();
      for (int j = 0; j < mean.length; j++) {
        centred[i][j] -= mean[j];
      }
    }
    return centred;
  }

  /// The direction of the largest squared distances at right angles to another one.
  private static double[] direction(double[][] rows, int size, double[] other) {
    double[] direction = new double[size];
    for (int j = 0; j < size; j++) {
      direction[j] = 1 + (j * 7919 % 101) / 101.0;
    }
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      double[] next = new double[size];
      for (double[] row : rows) {
        double along = dot(row, direction);
        for (int j = 0; j < size; j++) {
          next[j] += along * row[j];
        }
      }
      double common = dot(next, other);
      for (int j = 0; j < size; j++) {
        next[j] -= common * other[j];
      }
      double length = Math.sqrt(dot(next, next));
      if (length == 0) {
        return new double[size];
      }
      direction = Arrays.stream(next).map(number -> number / length).toArray();
    }
    return direction;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
