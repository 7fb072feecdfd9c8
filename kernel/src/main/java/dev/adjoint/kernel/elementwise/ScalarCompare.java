package dev.adjoint.kernel.elementwise;

import dev.adjoint.kernel.Comparison;
import dev.adjoint.kernel.Narrow;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.Storage.Booleans;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Storage.Ints;
import dev.adjoint.kernel.Storage.Longs;
import dev.adjoint.kernel.Unsupported;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.strided.Elementwise;

/// Elementwise comparisons and selections, for every element type.
public final class ScalarCompare {
  private ScalarCompare() {}

  public static void compare(Comparison f, View a, View b, View y) {
    switch (f) {
      case GREATER -> compare(Comparison.LESS, b, a, y);
      case GREATER_OR_EQUAL -> compare(Comparison.LESS_OR_EQUAL, b, a, y);
      default ->
          Elementwise.apply(
              (s, at, n) -> {
                boolean[] to = ((Booleans) s[2]).array();
                compare(f, s[0], at[0], s[1], at[1], to, at[2], n);
              },
              a,
              b,
              y);
    }
  }

  private static void compare(
      Comparison f, Storage a, int ao, Storage b, int bo, boolean[] y, int yo, int n) {
    switch (a) {
      case Floats(float[] p) -> floats(f, p, ao, ((Floats) b).array(), bo, y, yo, n);
      case Doubles(double[] p) -> doubles(f, p, ao, ((Doubles) b).array(), bo, y, yo, n);
      case Ints(int[] p) -> ints(f, p, ao, ((Ints) b).array(), bo, y, yo, n);
      case Longs(long[] p) -> longs(f, p, ao, ((Longs) b).array(), bo, y, yo, n);
      case Booleans(boolean[] p) -> booleans(f, p, ao, ((Booleans) b).array(), bo, y, yo, n);
      case Narrow narrow -> throw Unsupported.function(f, narrow);
    }
  }

  static void floats(
      Comparison f, float[] a, int ao, float[] b, int bo, boolean[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      float p = a[ao + i];
      float q = b[bo + i];
      y[yo + i] =
          switch (f) {
            case EQUAL -> p == q;
            case NOT_EQUAL -> p != q;
            case LESS -> p < q;
            case LESS_OR_EQUAL -> p <= q;
            case GREATER, GREATER_OR_EQUAL -> throw new IllegalStateException("swapped: " + f);
          };
    }
  }

  private static void doubles(
      Comparison f, double[] a, int ao, double[] b, int bo, boolean[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      double p = a[ao + i];
      double q = b[bo + i];
      y[yo + i] =
          switch (f) {
            case EQUAL -> p == q;
            case NOT_EQUAL -> p != q;
            case LESS -> p < q;
            case LESS_OR_EQUAL -> p <= q;
            case GREATER, GREATER_OR_EQUAL -> throw new IllegalStateException("swapped: " + f);
          };
    }
  }

  private static void ints(
      Comparison f, int[] a, int ao, int[] b, int bo, boolean[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      int p = a[ao + i];
      int q = b[bo + i];
      y[yo + i] =
          switch (f) {
            case EQUAL -> p == q;
            case NOT_EQUAL -> p != q;
            case LESS -> p < q;
            case LESS_OR_EQUAL -> p <= q;
            case GREATER, GREATER_OR_EQUAL -> throw new IllegalStateException("swapped: " + f);
          };
    }
  }

  private static void longs(
      Comparison f, long[] a, int ao, long[] b, int bo, boolean[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      long p = a[ao + i];
      long q = b[bo + i];
      y[yo + i] =
          switch (f) {
            case EQUAL -> p == q;
            case NOT_EQUAL -> p != q;
            case LESS -> p < q;
            case LESS_OR_EQUAL -> p <= q;
            case GREATER, GREATER_OR_EQUAL -> throw new IllegalStateException("swapped: " + f);
          };
    }
  }

  private static void booleans(
      Comparison f, boolean[] a, int ao, boolean[] b, int bo, boolean[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      boolean p = a[ao + i];
      boolean q = b[bo + i];
      y[yo + i] =
          switch (f) {
            case EQUAL -> p == q;
            case NOT_EQUAL -> p != q;
            case LESS -> !p & q;
            case LESS_OR_EQUAL -> !p | q;
            case GREATER, GREATER_OR_EQUAL -> throw new IllegalStateException("swapped: " + f);
          };
    }
  }
}
