package dev.adjoint.serve.input;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A tensor that a model takes or returns, in the terms of the Open Inference Protocol.
///
/// @param name its name
/// @param datatype such as `FP32` or `BYTES`
/// @param shape its sizes; −1 is the number of samples
/// @param parameters what else is known about it
public record TensorSpec(
    String name, String datatype, List<Integer> shape, Map<String, Object> parameters) {

  /// The entry for the metadata of a model.
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("datatype", datatype);
    map.put("shape", shape);
    if (!parameters.isEmpty()) {
      map.put("parameters", parameters);
    }
    return map;
  }
}
