package dev.adjoint.studio.play;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The losses of a branch: the loss of the batch at every step, and the losses of all points at
/// some steps.
///
/// Extremes are never lost: a curve of buckets keeps the first and the last value and, of each
/// bucket, the least and the largest. All points are evaluated at the multiples of a spacing, which
/// doubles when there are many; the page shows the spacing.
final class LossHistory {

  private static final int MOST_EVALUATIONS = 240;

  private final long first;
  private float[] losses = new float[256];
  private int count;
  private final TreeMap<Long, double[]> evaluations = new TreeMap<>();
  private long spacing;

  /// A history that begins at a step.
  ///
  /// @param spacing the steps between two evaluations of all points, until there are too many
  LossHistory(long first, long spacing) {
    this.first = first;
    this.spacing = spacing;
  }

  /// Records the loss of the batch of the step from `step` to `step + 1`; a repeated step has the
  /// same loss.
  void batch(long step, double loss) {
    int index = Math.toIntExact(step - first);
    if (index < count) {
      return;
    }
    if (count == losses.length) {
      losses = Arrays.copyOf(losses, 2 * count);
    }
    losses[count++] = (float) loss;
  }

  /// Whether all points are to be evaluated when this many steps have been taken.
  boolean wants(long step) {
    return step % spacing == 0 && !evaluations.containsKey(step);
  }

  /// Records the loss of the training points and of those held out.
  void evaluated(long step, double training, double held) {
    evaluations.put(step, new double[] {training, held});
    while (evaluations.size() > MOST_EVALUATIONS) {
      spacing *= 2;
      evaluations.keySet().removeIf(at -> at != first && at % spacing != 0);
    }
  }

  /// The number of steps with a known loss.
  long end() {
    return first + count;
  }

  /// The curves.
  ///
  /// @param most the most buckets
  Map<String, Object> toMap(int most) {
    Map<String, Object> map = new LinkedHashMap<>();
    int size = Math.max(1, (count + most - 1) / most);
    List<Object> buckets = new ArrayList<>();
    for (int from = 0; from < count; from += size) {
      int to = Math.min(count, from + size);
      double least = losses[from];
      double largest = losses[from];
      for (int i = from + 1; i < to; i++) {
        least = Math.min(least, losses[i]);
        largest = Math.max(largest, losses[i]);
      }
      buckets.add(
          List.of(
              first + from,
              JsonNumbers.plain(least),
              JsonNumbers.plain(largest),
              JsonNumbers.plain(losses[to - 1])));
    }
    map.put("first", first);
    map.put("end", end());
    map.put("bucket", size);
    map.put("batches", buckets);
    map.put("spacing", spacing);
    map.put(
        "evaluations",
        evaluations.entrySet().stream()
            .map(entry ->
                List.of(
                    entry.getKey(),
                    JsonNumbers.plain(entry.getValue()[0]),
                    JsonNumbers.plain(entry.getValue()[1])))
            .toList());
    return map;
  }
}
