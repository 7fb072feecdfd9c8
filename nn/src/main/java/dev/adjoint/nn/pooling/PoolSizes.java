package dev.adjoint.nn.pooling;

import dev.adjoint.nn.argument.Require;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Sizes along one, two or three axes, as pooling layers of any rank take them.
final class PoolSizes {

  private PoolSizes() {}

  /// The checked list.
  static List<Integer> copy(String owner, String what, List<Integer> sizes, int least) {
    List<Integer> copy =
        Require.list(owner, what, Require.given(owner, what, sizes, "give one for each axis"));
    if (copy.isEmpty() || copy.size() > 3) {
      throw new IllegalArgumentException(
          "%s: %s are %s but there must be one to three; give one for each axis after the channels"
              .formatted(owner, what, copy));
    }
    for (int size : copy) {
      if (size < least) {
        throw new IllegalArgumentException(
            "%s: %s are %s but must be at least %d; change %d"
                .formatted(owner, what, copy, least, size));
      }
    }
    return copy;
  }

  /// The array as a list.
  static List<Integer> list(String owner, String what, Integer... sizes) {
    return Require.list(owner, what, Arrays.asList(Require.given(owner, what, sizes)));
  }

  static int[] array(List<Integer> sizes) {
    return sizes.stream().mapToInt(Integer::intValue).toArray();
  }

  /// `2×3`.
  static String text(List<Integer> sizes) {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining("×"));
  }
}
