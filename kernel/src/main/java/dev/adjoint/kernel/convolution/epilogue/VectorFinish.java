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

  VectorFinish(Epilogue epilogue, View y) {
    this.y = ((Floats) y.storage()).array();
    yStart = y.offset();
    channels = y.sizes()[1];
    area = y.sizes()[2] * y.sizes()[3];
    Epilogue.Normalization normalization = epilogue.normalization();
    isNormalized = normalization != null;
    means = normalization == null ? new float[channels] : copy(normalization.mean());
    scales = normalization == null ? new float[channels] : normalization.scales(channels);
    biases = normalization == null ? new float[channels] : copy(normalization.bias());
    added = epilogue.added();
    other = added == null ? new float[0] : ((Floats) added.storage()).array();
    otherStart = added == null ? 0 : added.offset();
    activation = epilogue.activation();
    isOnePass = activation == null || activation == Unary.RELU || activation == Unary.RELU6;
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

  /// Finishes elements in one pass; those that fill no vector take part of one.
  private void onePass(int c, int offset, int count) {
    int end = offset + VectorLanes.whole(count);
    FloatVector mean = FloatVector.broadcast(VectorLanes.FLOATS, means[c]);
    FloatVector scale = FloatVector.broadcast(VectorLanes.FLOATS, scales[c]);
    FloatVector bias = FloatVector.broadcast(VectorLanes.FLOATS, biases[c]);
    for (int i = offset; i < end; i += VectorLanes.COUNT) {
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, y, yStart + i);
      if (isNormalized) {
        v = v.sub(mean).fma(scale, bias);
      }
      if (added != null) {
        v = v.add(FloatVector.fromArray(VectorLanes.FLOATS, other, otherStart + i));
      }
      if (activation != null) {
        v = v.blend(0f, v.compare(VectorOperators.LE, 0f));
      }
      if (activation == Unary.RELU6) {
        v = v.blend(6f, v.compare(VectorOperators.GT, 6f));
      }
      v.intoArray(y, yStart + i);
    }
    if (end < offset + count) {
      VectorMask<Float> part = VectorLanes.FLOATS.indexInRange(end, offset + count);
      FloatVector v = FloatVector.fromArray(VectorLanes.FLOATS, y, yStart + end, part);
      if (isNormalized) {
        v = v.sub(mean).fma(scale, bias);
      }
      if (added != null) {
        v = v.add(FloatVector.fromArray(VectorLanes.FLOATS, other, otherStart + end, part));
      }
      if (activation != null) {
        v = v.blend(0f, v.compare(VectorOperators.LE, 0f));
      }
      if (activation == Unary.RELU6) {
        v = v.blend(6f, v.compare(VectorOperators.GT, 6f));
      }
      v.intoArray(y, yStart + end, part);
    }
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
