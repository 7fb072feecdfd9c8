package dev.adjoint.kernel.reduce;

/// Folds the 16 lanes of a sum into one number, in the order of rounding that `Reduction` defines.
public final class LaneFold {
  private LaneFold() {}

  /// The sum of the 16 lanes that begin at `o`.
  public static float sum(float[] l, int o) {
    float a = (l[o] + l[o + 8]) + (l[o + 4] + l[o + 12]);
    float b = (l[o + 1] + l[o + 9]) + (l[o + 5] + l[o + 13]);
    float c = (l[o + 2] + l[o + 10]) + (l[o + 6] + l[o + 14]);
    float d = (l[o + 3] + l[o + 11]) + (l[o + 7] + l[o + 15]);
    return (a + c) + (b + d);
  }

  /// The sum of the 16 lanes that begin at `o`.
  public static double sum(double[] l, int o) {
    double a = (l[o] + l[o + 8]) + (l[o + 4] + l[o + 12]);
    double b = (l[o + 1] + l[o + 9]) + (l[o + 5] + l[o + 13]);
    double c = (l[o + 2] + l[o + 10]) + (l[o + 6] + l[o + 14]);
    double d = (l[o + 3] + l[o + 11]) + (l[o + 7] + l[o + 15]);
    return (a + c) + (b + d);
  }
}
