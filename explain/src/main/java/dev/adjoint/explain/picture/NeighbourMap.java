package dev.adjoint.explain.picture;

/// Points of many dimensions in the plane such that near ones stay near: t-SNE (van der Maaten and
/// Hinton 2008), computed exactly. It starts from the principal plane, so the same points give the
/// same map; distances between far groups mean nothing in it.
///
/// @param x the first coordinate of each point
/// @param y the second one
/// @param divergence of the neighbours in the map from those in the space, in nats; 0 is best
/// @param perplexity about how many neighbours each point has
public record NeighbourMap(double[] x, double[] y, double divergence, double perplexity) {

  private static final double USUAL = 30;
  private static final int ITERATIONS = 500;
  private static final int EARLY = 125;
  private static final double EXAGGERATION = 12;
  private static final double LEAST = 1e-12;

  /// The map of points.
  ///
  /// @param points at least 4 rows
  /// @param start their principal plane
  public static NeighbourMap of(double[][] points, PrincipalPlane start) {
    int n = points.length;
    double perplexity = Math.min(USUAL, (n - 1) / 3.0);
    double[][] p = joint(points, perplexity);
    double[][] at = start(start);
    double[][] speed = new double[n][2];
    double rate = Math.max(n / EXAGGERATION / 4, 10);
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      double factor = iteration < EARLY ? EXAGGERATION : 1;
      double momentum = iteration < EARLY ? 0.5 : 0.8;
      double[][] gradient = gradient(p, at, factor);
      for (int i = 0; i < n; i++) {
        for (int axis = 0; axis < 2; axis++) {
          speed[i][axis] = momentum * speed[i][axis] - rate * gradient[i][axis];
          at[i][axis] += speed[i][axis];
        }
      }
    }
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = at[i][0];
      y[i] = at[i][1];
    }
    return new NeighbourMap(x, y, divergence(p, at), perplexity);
  }

  /// The principal plane, so small that no point is far from another.
  private static double[][] start(PrincipalPlane plane) {
    double largest = LEAST;
    for (int i = 0; i < plane.x().length; i++) {
      largest = Math.max(largest, Math.max(Math.abs(plane.x()[i]), Math.abs(plane.y()[i])));
    }
    double[][] at = new double[plane.x().length][2];
    for (int i = 0; i < at.length; i++) {
      at[i][0] = 1e-2 * plane.x()[i] / largest;
      // Equal points would stay together for ever.
      at[i][1] = 1e-2 * plane.y()[i] / largest + 1e-6 * i;
    }
    return at;
  }

  /// How much each pair are neighbours in the space, by a width for each point that gives it the
  /// perplexity.
  private static double[][] joint(double[][] points, double perplexity) {
    int n = points.length;
    double[][] p = new double[n][n];
    double target = StrictMath.log(perplexity);
    for (int i = 0; i < n; i++) {
      double[] squares = new double[n];
      for (int j = 0; j < n; j++) {
        for (int axis = 0; axis < points[i].length; axis++) {
          double distance = points[i][axis] - points[j][axis];
          squares[j] += distance * distance;
        }
      }
      double low = 0;
      double high = Double.POSITIVE_INFINITY;
      double beta = 1;
      for (int step = 0; step < 60; step++) {
        double entropy = row(squares, i, beta, p[i]);
        if (entropy > target) {
          low = beta;
          beta = high == Double.POSITIVE_INFINITY ? 2 * beta : (beta + high) / 2;
        } else {
          high = beta;
          beta = (beta + low) / 2;
        }
      }
    }
    double[][] both = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        both[i][j] = Math.max(LEAST, (p[i][j] + p[j][i]) / (2 * n));
      }
    }
    return both;
  }

  /// Fills a row of conditional probabilities and returns its entropy in nats.
  private static double row(double[] squares, int own, double beta, double[] p) {
    double nearest = Double.POSITIVE_INFINITY;
    for (int j = 0; j < p.length; j++) {
      nearest = j == own ? nearest : Math.min(nearest, squares[j]);
    }
    double sum = 0;
    double weighted = 0;
    for (int j = 0; j < p.length; j++) {
      p[j] = j == own ? 0 : StrictMath.exp(-beta * (squares[j] - nearest));
      sum += p[j];
      weighted += p[j] * (squares[j] - nearest);
    }
    for (int j = 0; j < p.length; j++) {
      p[j] /= sum;
    }
    return StrictMath.log(sum) + beta * weighted / sum;
  }

  private static double[][] gradient(double[][] p, double[][] at, double factor) {
    int n = at.length;
    double[][] near = near(at);
    double sum = sum(near);
    double[][] gradient = new double[n][2];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double pull = 4 * (factor * p[i][j] - Math.max(LEAST, near[i][j] / sum)) * near[i][j];
        gradient[i][0] += pull * (at[i][0] - at[j][0]);
        gradient[i][1] += pull * (at[i][1] - at[j][1]);
      }
    }
    return gradient;
  }

  private static double[][] near(double[][] at) {
    double[][] near = new double[at.length][at.length];
    for (int i = 0; i < at.length; i++) {
      for (int j = 0; j < at.length; j++) {
        double dx = at[i][0] - at[j][0];
        double dy = at[i][1] - at[j][1];
        near[i][j] = i == j ? 0 : 1 / (1 + dx * dx + dy * dy);
      }
    }
    return near;
  }

  private static double sum(double[][] numbers) {
    double sum = 0;
    for (double[] row : numbers) {
      for (double number : row) {
        sum += number;
      }
    }
    return sum;
  }

  private static double divergence(double[][] p, double[][] at) {
    double[][] near = near(at);
    double sum = sum(near);
    double divergence = 0;
    for (int i = 0; i < at.length; i++) {
      for (int j = 0; j < at.length; j++) {
        if (i != j) {
          divergence += p[i][j] * StrictMath.log(p[i][j] / Math.max(LEAST, near[i][j] / sum));
        }
      }
    }
    return divergence;
  }
}
