package dev.adjoint.kernel.update;

import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.vector.VectorLanes;
import dev.adjoint.kernel.work.Together;
import jdk.incubator.vector.FloatVector;

/// The steps of optimizers over F32 arrays on vectors; [FloatUpdate] does the elements that fill
/// none.
public final class VectorUpdate {
  private VectorUpdate() {}

  public static void descend(View[] values, View[] gradients, double rate, double decay) {
    Together.run(
        values,
        (i, from, to) -> {
          View w = values[i];
          View g = gradients[i];
          int wo = w.offset() + from;
          int go = g.offset() + from;
          descend(floats(w), wo, floats(g), go, to - from, rate, decay);
        });
  }

  private static void descend(
      float[] w, int wo, float[] g, int go, int n, double rate, double decay) {
    int whole = VectorLanes.whole(n);
    FloatVector gamma = FloatVector.broadcast(VectorLanes.FLOATS, (float) -rate);
    FloatVector lambda = FloatVector.broadcast(VectorLanes.FLOATS, (float) decay);
    for (int i = 0; i < whole; i += VectorLanes.COUNT) {
      FloatVector value = FloatVector.fromArray(VectorLanes.FLOATS, w, wo + i);
      FloatVector d = lambda.fma(value, FloatVector.fromArray(VectorLanes.FLOATS, g, go + i));
      gamma.fma(d, value).intoArray(w, wo + i);
    }
    if (whole < n) {
      FloatUpdate.descend(w, wo + whole, g, go + whole, n - whole, rate, decay);
    }
  }

  public static void momentum(View[] values, View[] gradients, View[] buffers, MomentumStep step) {
    Together.run(
        values,
        (i, from, to) -> {
          View w = values[i];
          View g = gradients[i];
          View b = buffers[i];
          int wo = w.offset() + from;
          int go = g.offset() + from;
          int bo = b.offset() + from;
          int n = to - from;
          int whole = VectorLanes.whole(n);
          if (step.looksAhead()) {
            nesterov(floats(w), wo, floats(g), go, floats(b), bo, whole, step);
          } else {
            heavyBall(floats(w), wo, floats(g), go, floats(b), bo, whole, step);
          }
          if (whole < n) {
            FloatUpdate.momentum(
                floats(w),
                wo + whole,
                floats(g),
                go + whole,
                floats(b),
                bo + whole,
                n - whole,
                step);
          }
        });
  }

  private static void heavyBall(
      float[] w, int wo, float[] g, int go, float[] b, int bo, int n, MomentumStep step) {
    FloatVector gamma = FloatVector.broadcast(VectorLanes.FLOATS, (float) -step.rate());
    FloatVector lambda = FloatVector.broadcast(VectorLanes.FLOATS, (float) step.decay());
    FloatVector memory = FloatVector.broadcast(VectorLanes.FLOATS, (float) step.memory());
    FloatVector weight = FloatVector.broadcast(VectorLanes.FLOATS, (float) step.weight());
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector value = FloatVector.fromArray(VectorLanes.FLOATS, w, wo + i);
      FloatVector d = lambda.fma(value, FloatVector.fromArray(VectorLanes.FLOATS, g, go + i));
      FloatVector before = FloatVector.fromArray(VectorLanes.FLOATS, b, bo + i);
      FloatVector buffer = memory.fma(before, weight.mul(d));
      buffer.intoArray(b, bo + i);
      gamma.fma(buffer, value).intoArray(w, wo + i);
    }
  }

  private static void nesterov(
      float[] w, int wo, float[] g, int go, float[] b, int bo, int n, MomentumStep step) {
    FloatVector gamma = FloatVector.broadcast(VectorLanes.FLOATS, (float) -step.rate());
    FloatVector lambda = FloatVector.broadcast(VectorLanes.FLOATS, (float) step.decay());
    FloatVector memory = FloatVector.broadcast(VectorLanes.FLOATS, (float) step.memory());
    FloatVector weight = FloatVector.broadcast(VectorLanes.FLOATS, (float) step.weight());
    FloatVector ahead = FloatVector.broadcast(VectorLanes.FLOATS, (float) step.lookahead());
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector value = FloatVector.fromArray(VectorLanes.FLOATS, w, wo + i);
      FloatVector d = lambda.fma(value, FloatVector.fromArray(VectorLanes.FLOATS, g, go + i));
      FloatVector before = FloatVector.fromArray(VectorLanes.FLOATS, b, bo + i);
      FloatVector buffer = memory.fma(before, weight.mul(d));
      buffer.intoArray(b, bo + i);
      gamma.fma(ahead.fma(buffer, d), value).intoArray(w, wo + i);
    }
  }

  public static void adam(
      View[] values, View[] gradients, View[] means, View[] squares, AdamStep step) {
    Together.run(
        values,
        (i, from, to) -> {
          float[] w = floats(values[i]);
          float[] g = floats(gradients[i]);
          float[] m = floats(means[i]);
          float[] v = floats(squares[i]);
          int wo = values[i].offset() + from;
          int go = gradients[i].offset() + from;
          int mo = means[i].offset() + from;
          int vo = squares[i].offset() + from;
          int n = to - from;
          int whole = VectorLanes.whole(n);
          adam(w, wo, g, go, m, mo, v, vo, whole, step);
          if (whole < n) {
            int rest = n - whole;
            FloatUpdate.adam(
                w, wo + whole, g, go + whole, m, mo + whole, v, vo + whole, rest, step);
          }
        });
  }

  private static void adam(
      float[] w,
      int wo,
      float[] g,
      int go,
      float[] m,
      int mo,
      float[] v,
      int vo,
      int n,
      AdamStep step) {
    FloatVector gamma = FloatVector.broadcast(VectorLanes.FLOATS, (float) -step.rate());
    FloatVector lambda = FloatVector.broadcast(VectorLanes.FLOATS, (float) step.decay());
    FloatVector keep = FloatVector.broadcast(VectorLanes.FLOATS, (float) step.keep());
    FloatVector beta1 = FloatVector.broadcast(VectorLanes.FLOATS, (float) step.beta1());
    FloatVector rest1 = FloatVector.broadcast(VectorLanes.FLOATS, (float) (1 - step.beta1()));
    FloatVector beta2 = FloatVector.broadcast(VectorLanes.FLOATS, (float) step.beta2());
    FloatVector rest2 = FloatVector.broadcast(VectorLanes.FLOATS, (float) (1 - step.beta2()));
    FloatVector scale = FloatVector.broadcast(VectorLanes.FLOATS, (float) step.rootScale());
    FloatVector epsilon = FloatVector.broadcast(VectorLanes.FLOATS, (float) step.epsilon());
    for (int i = 0; i < n; i += VectorLanes.COUNT) {
      FloatVector value = FloatVector.fromArray(VectorLanes.FLOATS, w, wo + i);
      FloatVector d = lambda.fma(value, FloatVector.fromArray(VectorLanes.FLOATS, g, go + i));
      FloatVector mean =
          beta1.fma(FloatVector.fromArray(VectorLanes.FLOATS, m, mo + i), rest1.mul(d));
      FloatVector square =
          beta2.fma(FloatVector.fromArray(VectorLanes.FLOATS, v, vo + i), rest2.mul(d).mul(d));
      mean.intoArray(m, mo + i);
      square.intoArray(v, vo + i);
      FloatVector direction = mean.div(square.sqrt().fma(scale, epsilon));
      gamma.fma(direction, keep.mul(value)).intoArray(w, wo + i);
    }
  }

  /// The sum of squares of one block; the 16 lanes of the contract are as many vectors as it takes.
  public static float squares(float[] x, int xo, int n) {
    if (n < FloatUpdate.LANES || VectorLanes.COUNT < FloatUpdate.LANES / 4) {
      return FloatUpdate.squares(x, xo, n);
    }
    FloatVector l0 = FloatVector.zero(VectorLanes.FLOATS);
    FloatVector l1 = l0;
    FloatVector l2 = l0;
    FloatVector l3 = l0;
    int whole = n & -FloatUpdate.LANES;
    for (int i = 0; i < whole; i += FloatUpdate.LANES) {
      FloatVector x0 = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i);
      l0 = x0.fma(x0, l0);
      if (VectorLanes.COUNT <= FloatUpdate.LANES / 2) {
        FloatVector x1 = FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i + VectorLanes.COUNT);
        l1 = x1.fma(x1, l1);
      }
      if (VectorLanes.COUNT <= FloatUpdate.LANES / 4) {
        FloatVector x2 =
            FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i + 2 * VectorLanes.COUNT);
        FloatVector x3 =
            FloatVector.fromArray(VectorLanes.FLOATS, x, xo + i + 3 * VectorLanes.COUNT);
        l2 = x2.fma(x2, l2);
        l3 = x3.fma(x3, l3);
      }
    }
    float[] lanes = new float[FloatUpdate.LANES];
    l0.intoArray(lanes, 0);
    if (VectorLanes.COUNT <= FloatUpdate.LANES / 2) {
      l1.intoArray(lanes, VectorLanes.COUNT);
    }
    if (VectorLanes.COUNT <= FloatUpdate.LANES / 4) {
      l2.intoArray(lanes, 2 * VectorLanes.COUNT);
      l3.intoArray(lanes, 3 * VectorLanes.COUNT);
    }
    return FloatUpdate.squares(lanes, x, xo + whole, n - whole);
  }

  private static float[] floats(View view) {
    return ((Floats) view.storage()).array();
  }
}
