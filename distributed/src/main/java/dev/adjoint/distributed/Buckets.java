package dev.adjoint.distributed;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import java.util.ArrayList;
import java.util.List;

/// Cuts the parameters of a model into [Bucket]s of about one size, the last parameter first, in
/// which order the backward pass computes gradients. A parameter is in one bucket. The first bucket
/// is smaller, as in PyTorch, so that something can travel early.
final class Buckets {

  private static final long FIRST = 1L << 20;

  private Buckets() {}

  /// @param bytes a bucket is closed when it has so many, the first one at 1 MB already
  static List<Bucket> of(List<Parameter> parameters, long bytes) {
    List<Bucket> buckets = new ArrayList<>();
    for (ElementType type : List.of(ElementType.F32, ElementType.F64)) {
      List<Integer> open = new ArrayList<>();
      long size = 0;
      for (int i = parameters.size() - 1; i >= 0; i--) {
        Parameter parameter = parameters.get(i);
        if (parameter.value().elementType() == type) {
          open.add(i);
          size += (long) parameter.shape().count() * (type == ElementType.F32 ? 4 : 8);
        }
        long limit = buckets.isEmpty() ? Math.min(FIRST, bytes) : bytes;
        if (!open.isEmpty() && (size >= limit || i == 0)) {
          buckets.add(bucket(type, open, parameters));
          open.clear();
          size = 0;
        }
      }
    }
    return List.copyOf(buckets);
  }

  private static Bucket bucket(ElementType type, List<Integer> chosen, List<Parameter> all) {
    int[] indices = chosen.stream().mapToInt(i -> i).toArray();
    int[] sizes = chosen.stream().mapToInt(i -> all.get(i).shape().count()).toArray();
    return new Bucket(type, indices, sizes);
  }
}
