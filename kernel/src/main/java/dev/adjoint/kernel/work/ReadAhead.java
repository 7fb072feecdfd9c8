package dev.adjoint.kernel.work;

/// Reads a stretch of memory from its begin to its end, so that what reads it afterwards in many
/// short pieces, which the processor does not foresee, finds it in the cache.
public final class ReadAhead {
  /// The floats of a line of the cache.
  private static final int LINE = 16;

  /// The longest stretch, in floats, that is still in the second cache at its end.
  private static final int MOST = 1 << 16;

  private ReadAhead() {}

  /// Reads `count` elements from `from` on, unless they are too many. The result must be stored
  /// somewhere, or the compiler would leave out the reading.
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
}
