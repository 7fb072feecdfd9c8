package dev.adjoint.data;

import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes a batch of single samples.
final class Stacking {

  private Stacking() {}

  /// The fields of the samples, stacked along a new first axis.
  ///
  /// @throws DataException when a sample lacks a field, has one more, or has another shape or type
  static Map<String, Tensor> of(List<Map<String, Tensor>> samples) {
    Map<String, Tensor> first = samples.getFirst();
    Map<String, Tensor> stacked = new LinkedHashMap<>();
    first.forEach((name, model) -> {
      Tensor[] parts = new Tensor[samples.size()];
      for (int i = 0; i < parts.length; i++) {
        parts[i] = part(name, model, samples.get(i), i);
      }
      stacked.put(name, Tensor.stack(0, parts));
    });
    for (int i = 1; i < samples.size(); i++) {
      for (String name : samples.get(i).keySet()) {
        if (!first.containsKey(name)) {
          throw new DataException(
              "batch: sample %d of the batch has a field '%s' that the first has not; give all samples the same fields"
                  .formatted(i, name));
        }
      }
    }
    return stacked;
  }

  private static Tensor part(String name, Tensor model, Map<String, Tensor> sample, int index) {
    Tensor part = sample.get(name);
    if (part == null) {
      throw new DataException(
          "batch: sample %d of the batch has no field '%s' but the first has; give all samples the same fields"
              .formatted(index, name));
    }
    if (!part.shape().equals(model.shape()) || part.elementType() != model.elementType()) {
      throw new DataException(
          "batch: field '%s' is %s %s in the first sample of the batch but %s %s in sample %d; pad or cut the samples to one shape"
              .formatted(
                  name,
                  model.elementType(),
                  model.shape(),
                  part.elementType(),
                  part.shape(),
                  index));
    }
    return part;
  }
}
