package dev.adjoint.kernel.elementwise;

import dev.adjoint.kernel.Comparison;
import dev.adjoint.kernel.Storage.Booleans;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.strided.Elementwise;
import dev.adjoint.kernel.vector.VectorLanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// The F32 comparisons on vectors. Each has its own loop, because the JVM must know the comparison
/// when it compiles.
public final class VectorCompare {
  private VectorCompare() {}

  public static void run(Comparison f, View a, View b, View y) {
    switch (f) {
      case GREATER -> run(Comparison.LESS, b, a, y);
      case GREATER_OR_EQUAL -> run(Comparison.LESS_OR_EQUAL, b, a, y);
      default ->
          Elementwise.apply(
              (s, at, n) -> {
                float[] p = ((Floats) s[0]).array();
                float[] q = ((Floats) s[1]).array();
                compare(f, p, at[0], q, at[1], ((Booleans) s[2]).array(), at[2], n);
              },
              a,
              b,
              y);
    }
  }

  private static void compare(
      Comparison f, float[] a, int ao, float[] b, int bo, boolean[] y, int yo, int n) {
    int whole = VectorLanes.whole(n);
    switch (f) {
      case EQUAL -> equal(a, ao, b, bo, y, yo, whole);
      case NOT_EQUAL -> notEqual(a, ao, b, bo, y, yo, whole);
      case LESS -> less(a, ao, b, bo, y, yo, whole);
      case LESS_OR_EQUAL -> lessOrEqual(a, ao, b, bo, y, yo, whole);
      case GREATER, GREATER_OR_EQUAL -> throw new IllegalStateException("swapped: " + f);
    }
    if (whole < n) {
      ScalarCompare.floats(f, a, ao + whole, b, bo + whole, y, yo + whole, n - whole);
    }
  }

  private static void equal(float[] a, int ao, float[] b, int bo, boolean[] y, int yo, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector p = FloatVector.fromArray(VectorLanes.FLOATS, a, ao + i);
      FloatVector q = FloatVector.fromArray(VectorLanes.FLOATS, b, bo + i);
      p.compare(VectorOperators.EQ, q).intoArray(y, yo + i);
    }
  }

  private static void notEqual(float[] a, int ao, float[] b, int bo, boolean[] y, int yo, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector p = FloatVector.fromArray(VectorLanes.FLOATS, a, ao + i);
      FloatVector q = FloatVector.fromArray(VectorLanes.FLOATS, b, bo + i);
      p.compare(VectorOperators.NE, q).intoArray(y, yo + i);
    }
  }

  private static void less(float[] a, int ao, float[] b, int bo, boolean[] y, int yo, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector p = FloatVector.fromArray(VectorLanes.FLOATS, a, ao + i);
      FloatVector q = FloatVector.fromArray(VectorLanes.FLOATS, b, bo + i);
      p.compare(VectorOperators.LT, q).intoArray(y, yo + i);
    }
  }

  private static void lessOrEqual(
      float[] a, int ao, float[] b, int bo, boolean[] y, int yo, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector p = FloatVector.fromArray(VectorLanes.FLOATS, a, ao + i);
      FloatVector q = FloatVector.fromArray(VectorLanes.FLOATS, b, bo + i);
      p.compare(VectorOperators.LE, q).intoArray(y, yo + i);
    }
  }
}
