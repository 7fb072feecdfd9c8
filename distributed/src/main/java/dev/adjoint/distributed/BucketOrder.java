package dev.adjoint.distributed;

import dev.adjoint.tensor.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/// Sends the buckets of a batch one after another, each as soon as the gradients in it and in all
/// buckets before it are complete.
///
/// The order is that of the list in every process, whatever the order in which gradients arrive,
/// because a collective needs the same calls in the same order. Frozen parameters are not waited
/// for.
final class BucketOrder {

  private final IntConsumer send;
  private final Map<Parameter, Integer> bucketOf = new HashMap<>();
  private final List<Integer> missing = new ArrayList<>();
  private int sent;

  /// @param buckets in the order in which they are sent
  /// @param parameters those of the buckets
  /// @param send gets the index of each bucket once
  BucketOrder(List<Bucket> buckets, List<Parameter> parameters, IntConsumer send) {
    this.send = send;
    for (int i = 0; i < buckets.size(); i++) {
      int trainable = 0;
      for (Parameter parameter : buckets.get(i).of(parameters)) {
        if (parameter.isTrainable()) {
          bucketOf.put(parameter, i);
          trainable++;
        }
      }
      missing.add(trainable);
    }
  }

  /// The gradient of a parameter is complete; each is told once at most.
  void complete(Parameter parameter) {
    Integer bucket = bucketOf.remove(parameter);
    if (bucket == null) {
      return;
    }
    missing.set(bucket, missing.get(bucket) - 1);
    while (sent < missing.size() && missing.get(sent) == 0) {
      send.accept(sent++);
    }
  }

  /// Sends the buckets that are left: all gradients are complete.
  void rest() {
    while (sent < missing.size()) {
      send.accept(sent++);
    }
  }
}
