package dev.adjoint.kernel.elementwise;

import dev.adjoint.kernel.Binary;
import dev.adjoint.kernel.vector.VectorLanes;
import jdk.incubator.vector.FloatVector;

/// The four arithmetic operations between an F32 run of stride 1 and one number. Scaling, centring
/// and similar broadcasts use them.
final class VectorScale {
  private VectorScale() {}

  /// Whether there is a loop for this function here.
  static boolean has(Binary f) {
    return f == Binary.ADD || f == Binary.SUBTRACT || f == Binary.MULTIPLY || f == Binary.DIVIDE;
  }

  /// `y = f(x, c)`, or `f(c, x)` where the number comes first.
  static void run(
      Binary f, boolean numberFirst, float c, float[] x, int xo, float[] y, int yo, int n) {
    switch (f) {
      case ADD -> add(x, xo, c, y, yo, n);
      case MULTIPLY -> multiply(x, xo, c, y, yo, n);
      case SUBTRACT -> {
        if (numberFirst) {
          subtractFrom(x, xo, c, y, yo, n);
        } else {
          subtract(x, xo, c, y, yo, n);
        }
      }
      case DIVIDE -> {
        if (numberFirst) {
          divideInto(x, xo, c, y, yo, n);
        } else {
          divide(x, xo, c, y, yo, n);
        }
      }
      default -> throw new IllegalStateException("no loop for " + f);
    }
  }

  private static void add(float[] x, int xo, float c, float[] y, int yo, int n) {
    int whole = VectorLanes.whole(n);
    for (int i = 0; i < whole; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      v.add(c).intoArray(y, yo + i);
    }
    for (int i = whole; i < n; i++) {
      y[yo + i] = x[xo + i] + c;
    }
  }

  private static void multiply(float[] x, int xo, float c, float[] y, int yo, int n) {
    int whole = VectorLanes.whole(n);
    for (int i = 0; i < whole; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      v.mul(c).intoArray(y, yo + i);
    }
    for (int i = whole; i < n; i++) {
      y[yo + i] = x[xo + i] * c;
    }
  }

  private static void subtract(float[] x, int xo, float c, float[] y, int yo, int n) {
    int whole = VectorLanes.whole(n);
    for (int i = 0; i < whole; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      v.sub(c).intoArray(y, yo + i);
    }
    for (int i = whole; i < n; i++) {
      y[yo + i] = x[xo + i] - c;
    }
  }

  private static void subtractFrom(float[] x, int xo, float c, float[] y, int yo, int n) {
    int whole = VectorLanes.whole(n);
    for (int i = 0; i < whole; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      FloatVector.broadcast(VectorLanes.FLOATS, c).sub(v).intoArray(y, yo + i);
    }
    for (int i = whole; i < n; i++) {
      y[yo + i] = c - x[xo + i];
    }
  }

  private static void divide(float[] x, int xo, float c, float[] y, int yo, int n) {
    int whole = VectorLanes.whole(n);
    for (int i = 0; i < whole; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      v.div(c).intoArray(y, yo + i);
    }
    for (int i = whole; i < n; i++) {
      y[yo + i] = x[xo + i] / c;
    }
  }

  private static void divideInto(float[] x, int xo, float c, float[] y, int yo, int n) {
    int whole = VectorLanes.whole(n);
    for (int i = 0; i < whole; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      FloatVector.broadcast(VectorLanes.FLOATS, c).div(v).intoArray(y, yo + i);
    }
    for (int i = whole; i < n; i++) {
      y[yo + i] = c / x[xo + i];
    }
  }
}
