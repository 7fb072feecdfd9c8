package dev.adjoint.distributed.collective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/// What every implementation of [Collective] must do; each rank runs it. It returns a text of all
/// results, which must be the same on all ranks.
final class CollectiveContract {

  private CollectiveContract() {}

  /// Lengths that are awkward for algorithms that cut arrays into one piece for each rank.
  private static final int[] LENGTHS = {0, 1, 2, 3, 5, 64, 1001, 70_001};

  /// Checks it and returns a digest of all results, which must be the same on all ranks.
  static String check(Collective group) {
    List<String> seen = new ArrayList<>();
    for (int length : LENGTHS) {
      sums(group, length, seen);
      gathers(group, length, seen);
      broadcasts(group, length);
    }
    require(group.size() >= 1 && group.rank() < group.size(), "the rank is within the group");
    group.barrier();
    return Integer.toHexString(seen.hashCode());
  }

  /// Numbers of a rank whose float sums depend on the order of rounding.
  static float[] floats(int rank, int length) {
    Random random = new Random(1000L * rank + length);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(5)));
    }
    return values;
  }

  private static void sums(Collective group, int length, List<String> seen) {
    int size = group.size();
    float[] sum = floats(group.rank(), length);
    group.allReduceSum(sum);
    double[] exact = new double[length];
    double[] magnitude = new double[length];
    long[] least = new long[length];
    Arrays.fill(least, Long.MAX_VALUE);
    for (int rank = 0; rank < size; rank++) {
      float[] part = floats(rank, length);
      for (int i = 0; i < length; i++) {
        exact[i] += part[i];
        magnitude[i] += Math.abs(part[i]);
        least[i] = Math.min(least[i], (long) part[i] - rank);
      }
    }
    for (int i = 0; i < length; i++) {
      require(Math.abs(sum[i] - exact[i]) <= size * 6e-8 * magnitude[i], "float sum " + i);
    }
    seen.add(Arrays.toString(sum));

    double[] doubles = new double[length];
    long[] longs = new long[length];
    long[] min = new long[length];
    float[] own = floats(group.rank(), length);
    for (int i = 0; i < length; i++) {
      doubles[i] = own[i];
      longs[i] = (1L << 40) * group.rank() + i;
      min[i] = (long) own[i] - group.rank();
    }
    group.allReduceSum(doubles);
    group.allReduceSum(longs);
    group.allReduceMin(min);
    for (int i = 0; i < length; i++) {
      require(Math.abs(doubles[i] - exact[i]) <= size * 2e-16 * magnitude[i], "double sum " + i);
      require(longs[i] == (1L << 40) * (size * (size - 1L) / 2) + (long) size * i, "long sum " + i);
    }
    require(Arrays.equals(min, least), "minimum of " + length);
    seen.add(Arrays.toString(doubles));
  }

  private static void gathers(Collective group, int length, List<String> seen) {
    float[] all = group.allGather(floats(group.rank(), length));
    double[] twice = new double[length];
    Arrays.setAll(twice, i -> group.rank() + i / 7.0);
    double[] doubles = group.allGather(twice);
    require(all.length == length * group.size(), "gathered floats");
    for (int rank = 0; rank < group.size(); rank++) {
      float[] part = Arrays.copyOfRange(all, rank * length, (rank + 1) * length);
      require(Arrays.equals(part, floats(rank, length)), "gathered floats of rank " + rank);
      for (int i = 0; i < length; i++) {
        require(doubles[rank * length + i] == rank + i / 7.0, "gathered doubles of rank " + rank);
      }
    }
    byte[] own = new byte[length * group.rank() % 1013];
    Arrays.fill(own, (byte) (group.rank() - 100));
    List<byte[]> bytes = group.allGather(own);
    for (int rank = 0; rank < group.size(); rank++) {
      byte[] expected = new byte[length * rank % 1013];
      Arrays.fill(expected, (byte) (rank - 100));
      require(Arrays.equals(bytes.get(rank), expected), "gathered bytes of rank " + rank);
      seen.add(HexFormat.of().formatHex(bytes.get(rank)));
    }
  }

  private static void broadcasts(Collective group, int length) {
    for (int root = 0; root < group.size(); root++) {
      float[] values = floats(group.rank(), length);
      group.broadcast(values, root);
      require(Arrays.equals(values, floats(root, length)), "broadcast of floats");
      byte[] bytes = new byte[length];
      Arrays.fill(bytes, (byte) (group.rank() + 3));
      group.broadcast(bytes, root);
      for (byte each : bytes) {
        require(each == (byte) (root + 3), "broadcast of bytes");
      }
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError("contract: " + what);
    }
  }
}
