package dev.adjoint.train;

import dev.adjoint.formats.Safetensors;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/// Several sets of tensors in one file, each with its own prefix.
final class StateParts {

  static final String MODEL = "model/";
  static final String OPTIMIZER = "optimizer/";
  static final String BEST = "best/";

  private StateParts() {}

  static void put(Map<String, Tensor> all, String prefix, Map<String, Tensor> part) {
    part.forEach((name, tensor) -> all.put(prefix + name, tensor));
  }

  static Map<String, Tensor> get(Safetensors stored, String prefix) {
    Map<String, Tensor> part = new LinkedHashMap<>();
    stored
        .tensors()
        .forEach((name, tensor) -> {
          if (name.startsWith(prefix)) {
            part.put(name.substring(prefix.length()), tensor);
          }
        });
    return part;
  }
}
