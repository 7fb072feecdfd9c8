package dev.adjoint.kernel.elementwise;

import dev.adjoint.kernel.Narrow;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.Storage.Booleans;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Storage.Ints;
import dev.adjoint.kernel.Storage.Longs;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.strided.Elementwise;

/// `y = condition ? a : b`, element by element.
public final class ScalarWhere {
  private ScalarWhere() {}

  public static void run(View condition, View a, View b, View y) {
    Elementwise.apply(ScalarWhere::run, condition, a, b, y);
  }

  private static void run(Storage[] s, int[] at, int n) {
    boolean[] c = ((Booleans) s[0]).array();
    int co = at[0];
    int ao = at[1];
    int bo = at[2];
    int yo = at[3];
    switch (s[3]) {
      case Floats(float[] y) -> {
        float[] a = ((Floats) s[1]).array();
        float[] b = ((Floats) s[2]).array();
        for (int i = 0; i < n; i++) {
          y[yo + i] = c[co + i] ? a[ao + i] : b[bo + i];
        }
      }
      case Doubles(double[] y) -> {
        double[] a = ((Doubles) s[1]).array();
        double[] b = ((Doubles) s[2]).array();
        for (int i = 0; i < n; i++) {
          y[yo + i] = c[co + i] ? a[ao + i] : b[bo + i];
        }
      }
      case Ints(int[] y) -> {
        int[] a = ((Ints) s[1]).array();
        int[] b = ((Ints) s[2]).array();
        for (int i = 0; i < n; i++) {
          y[yo + i] = c[co + i] ? a[ao + i] : b[bo + i];
        }
      }
      case Longs(long[] y) -> {
        long[] a = ((Longs) s[1]).array();
        long[] b = ((Longs) s[2]).array();
        for (int i = 0; i < n; i++) {
          y[yo + i] = c[co + i] ? a[ao + i] : b[bo + i];
        }
      }
      case Booleans(boolean[] y) -> {
        boolean[] a = ((Booleans) s[1]).array();
        boolean[] b = ((Booleans) s[2]).array();
        for (int i = 0; i < n; i++) {
          y[yo + i] = c[co + i] ? a[ao + i] : b[bo + i];
        }
      }
      case Narrow y -> {
        Narrow a = (Narrow) s[1];
        Narrow b = (Narrow) s[2];
        for (int i = 0; i < n; i++) {
          y.set(yo + i, (double) (c[co + i] ? a.number(ao + i) : b.number(bo + i)));
        }
      }
    }
  }
}
