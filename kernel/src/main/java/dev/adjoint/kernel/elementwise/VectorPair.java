package dev.adjoint.kernel.elementwise;

import dev.adjoint.kernel.Binary;
import dev.adjoint.kernel.vector.VectorLanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// Elementwise F32 functions of two runs of stride 1 on vectors; [FloatBinary] computes the rare
/// functions.
public final class VectorPair {
  private VectorPair() {}

  /// `y = f(a, b)` for n elements. The arrays may be the same.
  public static void run(Binary f, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    int whole = VectorLanes.whole(n);
    switch (f) {
      case ADD -> add(a, ao, b, bo, y, yo, whole);
      case SUBTRACT -> subtract(a, ao, b, bo, y, yo, whole);
      case MULTIPLY -> multiply(a, ao, b, bo, y, yo, whole);
      case DIVIDE -> divide(a, ao, b, bo, y, yo, whole);
      case MINIMUM -> minimum(a, ao, b, bo, y, yo, whole);
      case MAXIMUM -> maximum(a, ao, b, bo, y, yo, whole);
      case RELU_GRADIENT -> reluGradient(a, ao, b, bo, y, yo, whole);
      case SIGMOID_GRADIENT -> sigmoidGradient(a, ao, b, bo, y, yo, whole);
      case TANH_GRADIENT -> tanhGradient(a, ao, b, bo, y, yo, whole);
      case GELU_GRADIENT -> VectorGelu.gradient(a, ao, b, bo, y, yo, whole);
      case RELU6_GRADIENT,
          GELU_TANH_GRADIENT,
          SILU_GRADIENT,
          MISH_GRADIENT,
          SOFTPLUS_GRADIENT,
          LOG_SIGMOID_GRADIENT,
          SOFTSIGN_GRADIENT,
          TANHSHRINK_GRADIENT,
          HARDSIGMOID_GRADIENT,
          HARDSWISH_GRADIENT ->
          VectorGateGradient.run(f, a, ao, b, bo, y, yo, whole);
      case POW, ATAN2, AND, OR, XOR -> whole = 0;
    }
    if (whole < n) {
      FloatBinary.run(f, a, ao + whole, b, bo + whole, y, yo + whole, n - whole);
    }
  }

  private static void add(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector p = FloatVector.fromArray(VectorLanes.FLOATS, a, ao + i);
      FloatVector q = FloatVector.fromArray(VectorLanes.FLOATS, b, bo + i);
      p.add(q).intoArray(y, yo + i);
    }
  }

  private static void subtract(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector p = FloatVector.fromArray(VectorLanes.FLOATS, a, ao + i);
      FloatVector q = FloatVector.fromArray(VectorLanes.FLOATS, b, bo + i);
      p.sub(q).intoArray(y, yo + i);
    }
  }

  private static void multiply(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector p = FloatVector.fromArray(VectorLanes.FLOATS, a, ao + i);
      FloatVector q = FloatVector.fromArray(VectorLanes.FLOATS, b, bo + i);
      p.mul(q).intoArray(y, yo + i);
    }
  }

  private static void divide(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector p = FloatVector.fromArray(VectorLanes.FLOATS, a, ao + i);
      FloatVector q = FloatVector.fromArray(VectorLanes.FLOATS, b, bo + i);
      p.div(q).intoArray(y, yo + i);
    }
  }

  private static void minimum(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector p = FloatVector.fromArray(VectorLanes.FLOATS, a, ao + i);
      FloatVector q = FloatVector.fromArray(VectorLanes.FLOATS, b, bo + i);
      p.min(q).intoArray(y, yo + i);
    }
  }

  private static void maximum(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector p = FloatVector.fromArray(VectorLanes.FLOATS, a, ao + i);
      FloatVector q = FloatVector.fromArray(VectorLanes.FLOATS, b, bo + i);
      p.max(q).intoArray(y, yo + i);
    }
  }

  private static void reluGradient(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector p = FloatVector.fromArray(VectorLanes.FLOATS, a, ao + i);
      FloatVector q = FloatVector.fromArray(VectorLanes.FLOATS, b, bo + i);
      p.blend(0f, q.compare(VectorOperators.LE, 0f)).intoArray(y, yo + i);
    }
  }

  private static void sigmoidGradient(
      float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector p = FloatVector.fromArray(VectorLanes.FLOATS, a, ao + i);
      FloatVector q = FloatVector.fromArray(VectorLanes.FLOATS, b, bo + i);
      FloatVector one = FloatVector.broadcast(VectorLanes.FLOATS, 1f);
      p.mul(q).mul(one.sub(q)).intoArray(y, yo + i);
    }
  }

  private static void tanhGradient(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector p = FloatVector.fromArray(VectorLanes.FLOATS, a, ao + i);
      FloatVector q = FloatVector.fromArray(VectorLanes.FLOATS, b, bo + i);
      FloatVector one = FloatVector.broadcast(VectorLanes.FLOATS, 1f);
      p.mul(q.neg().fma(q, one)).intoArray(y, yo + i);
    }
  }
}
