package dev.adjoint.kernel.convolution.epilogue;

import dev.adjoint.kernel.Binary;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Unary;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.elementwise.VectorPair;
import dev.adjoint.kernel.elementwise.VectorUnary;
import dev.adjoint.kernel.normalization.VectorBatchNorm;
import dev.adjoint.kernel.vector.VectorLanes;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/// An [Epilogue] on stretches of planes of F32 numbers, in place: in one pass where the activation
/// is a clamp, else by the loops that its calls run alone.
///
/// The pass always normalizes and clamps. Without a normalization it computes `(x − 0) · 1 + −0`,
/// without a bound it replaces infinities by themselves; neither changes a number. So its loops
/// have no branches.
final class VectorFinish implements Finish {
  private final float[] y;
  private final int yStart;
  private final int channels;
  private final int area;
  private final boolean isNormalized;
  private final float[] means;
  private final float[] scales;
  private final float[] biases;
  private final @Nullable View added;
  private final float[] other;
  private final int otherStart;
  private final @Nullable Unary activation;
  private final boolean isOnePass;

  /// The bounds of the activation.
  private final float low;

  private final float high;

  VectorFinish(Epilogue epilogue, View y) {
    this.y = ((Floats) y.storage()).array();
    yStart = y.offset();
    channels = y.sizes()[1];
    area = y.sizes()[2] * y.sizes()[3];
    Epilogue.Normalization normalization = epilogue.normalization();
    isNormalized = normalization != null;
    means = normalization == null ? new float[channels] : copy(normalization.mean());
    scales = normalization == null ? all(1) : normalization.scales(channels);
    biases = normalization == null ? all(-0f) : copy(normalization.bias());
    added = epilogue.added();
    other = added == null ? new float[0] : ((Floats) added.storage()).array();
    otherStart = added == null ? 0 : added.offset();
    activation = epilogue.activation();
    isOnePass = activation == null || activation == Unary.RELU || activation == Unary.RELU6;
    low = activation == null ? Float.NEGATIVE_INFINITY : 0;
    high = activation == Unary.RELU6 ? 6 : Float.POSITIVE_INFINITY;
  }

  private float[] all(float value) {
    float[] values = new float[channels];
    Arrays.fill(values, value);
    return values;
  }

  @Override
  public void run(int image, int from, int to, int first, int count) {
    for (int c = from; c < to; c++) {
      int offset = (image * channels + c) * area + first;
      if (isOnePass) {
        onePass(c, offset, count);
      } else {
        oneByOne(c, offset, count);
      }
    }
  }

  @Override
  public boolean inLanes(float[] vectors, int from, int pixels, int channel) {
    if (!isOnePass || added != null || channel + VectorLanes.COUNT > channels) {
      return false;
    }
    FloatVector mean = FloatVector.fromArray(VectorLanes.FLOATS, means, channel);
    FloatVector scale = FloatVector.fromArray(VectorLanes.FLOATS, scales, channel);
    FloatVector bias = FloatVector.fromArray(VectorLanes.FLOATS, biases, channel);
    int end = from + pixels * VectorLanes.COUNT;
    for (int i = from; i < end; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, vectors, i);
      v = v.sub(mean).fma(scale, bias);
      v = v.blend(low, v.compare(VectorOperators.LE, low));
      v.blend(high, v.compare(VectorOperators.GT, high)).intoArray(vectors, i);
    }
    return true;
  }

  /// Finishes elements in one pass; those that fill no vector take part of one.
  private void onePass(int c, int offset, int count) {
    int whole = VectorLanes.whole(count);
    if (added == null) {
      alone(c, yStart + offset, yStart + offset + whole);
    } else {
      sum(c, yStart + offset, yStart + offset + whole, otherStart - yStart);
    }
    if (whole < count) {
      last(c, offset + whole, offset + count);
    }
  }

  private void alone(int c, int from, int to) {
    FloatVector mean = FloatVector.broadcast(VectorLanes.FLOATS, means[c]);
    FloatVector scale = FloatVector.broadcast(VectorLanes.FLOATS, scales[c]);
    FloatVector bias = FloatVector.broadcast(VectorLanes.FLOATS, biases[c]);
    for (int i = from; i < to; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, y, i);
      v = v.sub(mean).fma(scale, bias);
      v = v.blend(low, v.compare(VectorOperators.LE, low));
      v.blend(high, v.compare(VectorOperators.GT, high)).intoArray(y, i);
    }
  }

  /// @param distance from an element of y to the one that is added to it
  private void sum(int c, int from, int to, int distance) {
    FloatVector mean = FloatVector.broadcast(VectorLanes.FLOATS, means[c]);
    FloatVector scale = FloatVector.broadcast(VectorLanes.FLOATS, scales[c]);
    FloatVector bias = FloatVector.broadcast(VectorLanes.FLOATS, biases[c]);
    for (int i = from; i < to; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, y, i);
      v = v.sub(mean).fma(scale, bias);
      v = v.add(FloatVector.fromArray(VectorLanes.FLOATS, other, i + distance));
      v = v.blend(low, v.compare(VectorOperators.LE, low));
      v.blend(high, v.compare(VectorOperators.GT, high)).intoArray(y, i);
    }
  }

  /// Finishes the elements of part of a vector.
  private void last(int c, int from, int to) {
    VectorMask<Float> part = VectorLanes.FLOATS.indexInRange(from, to);
    FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, y, yStart + from, part);
    FloatVector scale = FloatVector.broadcast(VectorLanes.FLOATS, scales[c]);
    v = v.sub(means[c]).fma(scale, FloatVector.broadcast(VectorLanes.FLOATS, biases[c]));
    if (added != null) {
      v = v.add(FloatVector.fromArray(VectorLanes.FLOATS, other, otherStart + from, part));
    }
    v = v.blend(low, v.compare(VectorOperators.LE, low));
    v = v.blend(high, v.compare(VectorOperators.GT, high));
    v.intoArray(y, yStart + from, part);
  }

  /// Finishes elements by the loops of the calls, one after another.
  private void oneByOne(int c, int offset, int count) {
    int at = yStart + offset;
    if (isNormalized) {
      VectorBatchNorm.plane(y, at, means[c], scales[c], biases[c], y, at, count);
    }
    if (added != null) {
      VectorPair.run(Binary.ADD, y, at, other, otherStart + offset, y, at, count);
    }
    if (activation != null) {
      VectorUnary.run(activation, y, at, y, at, count);
    }
  }

  private static float[] copy(View view) {
    float[] array = ((Floats) view.storage()).array();
    return Arrays.copyOfRange(array, view.offset(), view.offset() + view.count());
  }
}
