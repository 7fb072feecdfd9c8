package dev.adjoint.kernel.work;

/// Reads a stretch of memory from its begin to its end into the cache. The code that reads it
/// afterwards in many short pieces, which the processor does not prefetch, then finds it in the
/// cache.
public final class ReadAhead {
  /// The number of floats of a cache line.
  private static final int LINE = 16;

  /// The longest stretch, in floats, that is still in the second-level cache after it was read.
  private static final int MOST = 1 << 16;

  private ReadAhead() {}

  /// Reads `count` elements from `from` on, unless there are too many. The caller must store the
  /// result, or the compiler would remove the reads.
  public static float run(float[] x, int from, int count) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int end = count > MOST ? 0 : count - 3 * LINE;
    for (int i = 0; i < end; i += 4 * LINE) {
      a += x[from + i];
      b += x[from + i + LINE];
      c += x[from + i + 2 * LINE];
      d += x[from + i + 3 * LINE];
    }
    return a + b + c + d;
  }

  /// The same for any number of elements, in eight parts at a time: an Intel processor prefetches
  /// several runs through memory faster than one.
  public static float inParts(float[] x, int from, int count) {
    int part = count / 8;
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    for (int i = from; i < from + part; i += LINE) {
      a += x[i];
      b += x[i + part];
      c += x[i + 2 * part];
      d += x[i + 3 * part];
      a += x[i + 4 * part];
      b += x[i + 5 * part];
      c += x[i + 6 * part];
      d += x[i + 7 * part];
    }
    return a + b + c + d;
  }
}
