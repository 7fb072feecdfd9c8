package dev.adjoint.explain.diagnose.setup;

import dev.adjoint.data.DataSet;
import dev.adjoint.data.SampleStream;
import dev.adjoint.data.Samples;
import dev.adjoint.data.Source;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Some samples of a source, in memory.
public final class SampleParts {

  private SampleParts() {}

  /// At most so many samples, evenly spread over the source; of a stream the first ones.
  public static DataSet of(Source source, int most) {
    return switch (source) {
      case Samples samples -> of(samples, most);
      case SampleStream stream -> of(stream, most);
    };
  }

  private static DataSet of(Samples samples, int most) {
    if (samples instanceof DataSet all && all.count() <= most) {
      return all;
    }
    int count = samples.count();
    int taken = Math.min(count, most);
    int[] rows = IntStream.range(0, taken).map(i -> (int) ((long) i * count / taken)).toArray();
    return named(samples, samples.read(rows));
  }

  private static DataSet of(SampleStream stream, int most) {
    try (Stream<Map<String, Tensor>> open = stream.open(0)) {
      List<Map<String, Tensor>> rows = open.limit(most).toList();
      Map<String, List<Tensor>> fields = new LinkedHashMap<>();
      for (Map<String, Tensor> row : rows) {
        row.forEach(
            (name, value) -> fields.computeIfAbsent(name, _ -> new ArrayList<>()).add(value));
      }
      Map<String, Tensor> stacked = new LinkedHashMap<>();
      fields.forEach(
          (name, values) -> stacked.put(name, Tensor.stack(0, values.toArray(new Tensor[0]))));
      return new DataSet(stacked, List.of(), List.of());
    }
  }

  private static DataSet named(Source source, Map<String, Tensor> fields) {
    return source instanceof DataSet data
        ? new DataSet(fields, data.classes(), data.featureNames())
        : new DataSet(fields, List.of(), List.of());
  }
}
