package dev.adjoint.kernel.convolution.winograd;

import dev.adjoint.kernel.vector.VectorRegisters;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/// [MagnitudeScan] with the Vector API.
public final class VectorMagnitudes {
  private static final VectorSpecies<Float> FLOATS = VectorRegisters.SPECIES;
  private static final VectorSpecies<Integer> INTS = VectorRegisters.SPECIES.withLanes(int.class);

  private VectorMagnitudes() {}

  /// As [MagnitudeScan#raise]. Four planes at a time share a read and a write of `to`.
  public static void raise(int[] to, float[] from, int start, int step, int planes, int count) {
    int end = FLOATS.loopBound(count);
    int plane = 0;
    for (; plane + 4 <= planes; plane += 4) {
      four(to, from, start + plane * step, step, end);
    }
    for (; plane < planes; plane++) {
      for (int i = 0; i < end; i += FLOATS.length()) {
        IntVector largest = IntVector.fromArray(INTS, to, i);
        FloatVector next = FloatVector.fromArray(FLOATS, from, start + plane * step + i);
        largest.max(next.reinterpretAsInts().and(Integer.MAX_VALUE)).intoArray(to, i);
      }
    }
    for (int p = 0; p < planes; p++) {
      for (int i = end; i < count; i++) {
        to[i] = Math.max(to[i], MagnitudeScan.bits(from[start + p * step + i]));
      }
    }
  }

  private static void four(int[] to, float[] from, int start, int step, int end) {
    int second = start + step;
    int third = second + step;
    int fourth = third + step;
    for (int i = 0; i < end; i += FLOATS.length()) {
      IntVector x0 = FloatVector.fromArray(FLOATS, from, start + i).reinterpretAsInts();
      IntVector x1 = FloatVector.fromArray(FLOATS, from, second + i).reinterpretAsInts();
      IntVector x2 = FloatVector.fromArray(FLOATS, from, third + i).reinterpretAsInts();
      IntVector x3 = FloatVector.fromArray(FLOATS, from, fourth + i).reinterpretAsInts();
      IntVector left = x0.and(Integer.MAX_VALUE).max(x1.and(Integer.MAX_VALUE));
      IntVector right = x2.and(Integer.MAX_VALUE).max(x3.and(Integer.MAX_VALUE));
      IntVector.fromArray(INTS, to, i).max(left.max(right)).intoArray(to, i);
    }
  }
}
