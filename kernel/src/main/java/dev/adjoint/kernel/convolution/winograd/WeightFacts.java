package dev.adjoint.kernel.convolution.winograd;

import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.View;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What [DirectTiles] must know of the weight of a convolution.
///
/// @param largest the largest absolute value, or NaN if the weight contains NaN
/// @param isNonNegative whether there is no negative number
/// @param uneven the outputs, in ascending order, whose largest tap over the channels is more than
///   [DirectTiles#RANGE] times the smallest
record WeightFacts(float largest, boolean isNonNegative, int[] uneven) {
  private static final int TAPS = WinogradKernels.TAPS;

  /// So many kernels of an output are scanned side by side, so that their taps fill vectors.
  private static final int SIDE = 16;

  /// The facts that a [WinogradKernelsCall] has kept, or if null, those that are found now.
  static WeightFacts of(MagnitudeScan scan, WinogradSizes s, View weight, @Nullable View kept) {
    if (kept == null) {
      return of(scan, s.kernels(), weight);
    }
    return read(s.outputs(), ((Floats) kept.storage()).array(), kept.offset());
  }

  /// Examines a weight.
  static WeightFacts of(MagnitudeScan scan, WinogradKernels kernels, View weight) {
    int[] largest = largestTaps(scan, kernels, weight);
    int[] uneven =
        IntStream.range(0, kernels.outputs()).filter(o -> isUneven(largest, o * TAPS)).toArray();
    int most = Arrays.stream(largest).max().orElse(0);
    return new WeightFacts(Float.intBitsToFloat(most), Magnitudes.nonNegative(weight), uneven);
  }

  private static boolean isUneven(int[] largest, int start) {
    int most = 0;
    int least = Integer.MAX_VALUE;
    for (int t = start; t < start + TAPS; t++) {
      most = Math.max(most, largest[t]);
      least = Math.min(least, largest[t]);
    }
    return Float.intBitsToFloat(most) > DirectTiles.RANGE * Float.intBitsToFloat(least);
  }

  /// The largest absolute value of each tap of each output over the channels, as bits.
  private static int[] largestTaps(MagnitudeScan scan, WinogradKernels k, View weight) {
    float[] w = ((Floats) weight.storage()).array();
    int[] largest = new int[k.outputs() * TAPS];
    if (k.weightRow() == TAPS) {
      int channels = k.channels();
      scan.raise(largest, w, weight.offset(), k.weightChannel(), channels, largest.length);
      return largest;
    }
    int whole = k.channels() / SIDE;
    int[] taps = new int[SIDE * TAPS];
    for (int o = 0; o < k.outputs(); o++) {
      int start = weight.offset() + o * k.weightRow();
      Arrays.fill(taps, 0);
      scan.raise(taps, w, start, taps.length, whole, taps.length);
      int rest = (k.channels() - whole * SIDE) * TAPS;
      scan.raise(taps, w, start + whole * taps.length, 0, 1, rest);
      for (int i = 0; i < taps.length; i++) {
        int tap = o * TAPS + i % TAPS;
        largest[tap] = Math.max(largest[tap], taps[i]);
      }
    }
    return largest;
  }

  /// The number of floats that [#write] writes.
  static int length(int outputs) {
    return 2 + outputs;
  }

  /// Writes these facts about a weight of so many outputs.
  void write(int outputs, float[] to, int start) {
    to[start] = largest;
    to[start + 1] = isNonNegative ? 1 : 0;
    Arrays.fill(to, start + 2, start + 2 + outputs, 0);
    for (int o : uneven) {
      to[start + 2 + o] = 1;
    }
  }

  /// Reads what [#write] has written.
  private static WeightFacts read(int outputs, float[] from, int start) {
    int first = start + 2;
    int[] uneven = IntStream.range(0, outputs).filter(o -> from[first + o] != 0).toArray();
    return new WeightFacts(from[start], from[start + 1] != 0, uneven);
  }
}
