package dev.adjoint.onnx;

import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.onnx.OnnxDocument;
import dev.adjoint.formats.onnx.OnnxGraph;
import dev.adjoint.formats.onnx.OnnxNode;
import dev.adjoint.formats.onnx.OnnxTensor;
import dev.adjoint.formats.onnx.OnnxType;
import dev.adjoint.onnx.operator.OnnxValue;
import dev.adjoint.tensor.Buffer;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// The initializers of a model: parameters, buffers and constants.
///
/// @param types of all of them in the file
record GraphWeights(
    Map<String, Parameter> parameters,
    Map<String, Buffer> buffers,
    Map<String, OnnxValue> constants,
    Map<String, OnnxType> types,
    List<String> order) {

  /// The inputs of these operators from this index on are read as sizes, scales or limits.
  private static final Map<String, Integer> READ_FROM =
      Map.ofEntries(
          Map.entry("Clip", 1),
          Map.entry("Resize", 1),
          Map.entry("Upsample", 1),
          Map.entry("Pad", 2),
          Map.entry("Dropout", 1),
          Map.entry("OneHot", 1),
          Map.entry("Range", 0),
          Map.entry("QuantizeLinear", 1),
          Map.entry("DequantizeLinear", 0),
          Map.entry("QLinearConv", 0),
          Map.entry("QLinearMatMul", 0),
          Map.entry("STFT", 1),
          Map.entry("MelWeightMatrix", 0),
          Map.entry("NonMaxSuppression", 0));

  static GraphWeights of(Path path, OnnxDocument document) throws IOException {
    Set<String> statistics = new HashSet<>();
    Set<String> read = new HashSet<>();
    for (OnnxNode node : document.graph().nodes()) {
      for (int i = 0; i < node.inputs().size(); i++) {
        if (node.operator().equals("BatchNormalization") && i >= 3) {
          statistics.add(node.inputs().get(i));
        }
        if (i >= READ_FROM.getOrDefault(node.operator(), Integer.MAX_VALUE)) {
          read.add(node.inputs().get(i));
        }
      }
    }
    GraphWeights weights =
        new GraphWeights(
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new ArrayList<>());
    for (OnnxTensor tensor : document.graph().initializers()) {
      weights.add(path, tensor, statistics, read);
    }
    return weights;
  }

  private void add(Path path, OnnxTensor tensor, Set<String> statistics, Set<String> read)
      throws IOException {
    StoredTensor stored =
        tensor
            .stored()
            .filter(_ -> tensor.type().element().isPresent())
            .orElseThrow(() ->
                new FormatException(
                    path,
                    "the initializer %s has the type %s, which no tensor holds; convert the model to FLOAT"
                        .formatted(tensor.name(), tensor.type())));
    Tensor value = stored.read();
    types.put(tensor.name(), tensor.type());
    order.add(tensor.name());
    boolean floating = tensor.type().isFloating();
    if (floating && statistics.contains(tensor.name())) {
      buffers.put(tensor.name(), Buffer.of(value));
    } else if (floating
        && value.shape().rank() > 0
        && !read.contains(tensor.name())
        && value.allFinite()) {
      parameters.put(tensor.name(), Parameter.of(value));
    } else {
      constants.put(tensor.name(), OnnxValue.of(tensor.type(), value).keep());
    }
  }

  Map<String, Object> parts() {
    Map<String, Object> parts = new LinkedHashMap<>();
    for (String name : order) {
      if (parameters.containsKey(name)) {
        parts.put(name, parameters.get(name));
      } else if (buffers.containsKey(name)) {
        parts.put(name, buffers.get(name));
      }
    }
    return parts;
  }

  /// The present value; empty if there is no initializer of this name.
  Optional<OnnxValue> value(String name) {
    Parameter parameter = parameters.get(name);
    if (parameter != null) {
      return Optional.of(OnnxValue.of(type(name), parameter.value()));
    }
    Buffer buffer = buffers.get(name);
    if (buffer != null) {
      return Optional.of(OnnxValue.of(type(name), buffer.value()));
    }
    return Optional.ofNullable(constants.get(name));
  }

  private OnnxType type(String name) {
    return Objects.requireNonNull(types.get(name), name);
  }

  /// The document with the present values as its initializers.
  OnnxDocument into(OnnxDocument document) {
    List<OnnxTensor> present = new ArrayList<>();
    for (String name : order) {
      Tensor tensor = value(name).orElseThrow().tensor();
      OnnxType type = type(name);
      StoredTensor stored = StoredTensor.of(tensor, type.stored().orElseThrow());
      present.add(new OnnxTensor(name, type, tensor.shape(), Optional.of(stored), List.of()));
    }
    OnnxGraph graph = document.graph();
    return new OnnxDocument(
        document.irVersion(),
        document.producer(),
        document.opsets(),
        document.metadata(),
        new OnnxGraph(
            graph.name(), graph.nodes(), present, graph.inputs(), graph.outputs(), graph.values()),
        document.functions());
  }
}
