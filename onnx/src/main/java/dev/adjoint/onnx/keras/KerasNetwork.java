package dev.adjoint.onnx.keras;

import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.keras.KerasFile;
import dev.adjoint.formats.onnx.OnnxDocument;
import dev.adjoint.formats.onnx.OnnxGraph;
import dev.adjoint.formats.onnx.OnnxNode;
import dev.adjoint.formats.onnx.OnnxPort;
import dev.adjoint.formats.onnx.OnnxType;
import dev.adjoint.onnx.OnnxModel;
import dev.adjoint.onnx.keras.KerasGraph.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Sequential and functional models of Keras 2 and 3, from `.keras` archives and whole models in
/// `.h5`.
///
/// ```java
/// OnnxModel model = KerasNetwork.load(Path.of("model.keras"));
/// Tensor y = model.forward(x, Pass.INFERENCE);
/// ```
///
/// The model becomes a graph of ONNX, so it runs and trains like a model from an ONNX file, and
/// [OnnxModel#save] writes it as one. Inputs and outputs have the layout of Keras, with the
/// channels last; parameters are named by layers, such as `dense.kernel`, and kernels of
/// convolutions and recurrent layers have the layout of ONNX. `Dropout` acts in training; layers
/// that add noise do nothing.
///
/// Needs jHDF on the class path or module path.
public final class KerasNetwork {

  private static final long IR_VERSION = 8;
  private static final long OPSET = 17;

  private KerasNetwork() {}

  /// Reads a model.
  ///
  /// @throws FormatException if there is no such file, it is no whole model of Keras, or it has a
  ///   layer or setting that is not supported; the message names the layer and the reason
  public static OnnxModel load(Path path) throws IOException {
    return OnnxModel.of(path, document(path));
  }

  /// The model as the content of an ONNX file.
  ///
  /// @throws FormatException as [#load]
  public static OnnxDocument document(Path path) throws IOException {
    try (KerasFile file = KerasFile.open(path)) {
      String text = file.metadata().get("config.json");
      if (text == null) {
        text = file.metadata().get("model_config");
      }
      if (text == null) {
        throw new FormatException(
            path, "the file has weights but no configuration; give the .keras file of the model");
      }
      KerasConfig config = KerasConfig.of(path, text);
      return document(path, config, KerasWeights.of(file, config.layers()));
    }
  }

  private static OnnxDocument document(Path path, KerasConfig config, KerasWeights weights)
      throws IOException {
    KerasGraph graph = new KerasGraph();
    Map<String, Value> values = new HashMap<>();
    List<OnnxPort> inputs = new ArrayList<>();
    List<KerasConfig.Call> waiting = new ArrayList<>(config.calls());
    while (!waiting.isEmpty()) {
      List<KerasConfig.Call> later = new ArrayList<>();
      for (KerasConfig.Call call : waiting) {
        if (!values.keySet().containsAll(call.inputs())) {
          later.add(call);
        } else if (call.layer().type().equals("InputLayer")) {
          OnnxPort port = KerasInputs.port(call.layer());
          inputs.add(port);
          values.put(
              call.output(), new Value(port.name(), port.sizes().map(List::size).orElseThrow()));
        } else {
          values.put(call.output(), result(call, values, graph, weights));
        }
      }
      if (later.size() == waiting.size()) {
        KerasConfig.Call call = later.getFirst();
        throw call.layer().refuse("it reads %s, which no layer makes".formatted(call.inputs()));
      }
      waiting = later;
    }
    List<OnnxPort> outputs = outputs(path, config, graph, values);
    return new OnnxDocument(
        IR_VERSION,
        new OnnxDocument.Producer("adjoint", "0.1.0"),
        Map.of("", OPSET),
        Map.of(),
        new OnnxGraph(
            "main_graph", graph.nodes(), graph.initializers(), inputs, outputs, List.of()),
        List.of());
  }

  private static Value result(
      KerasConfig.Call call, Map<String, Value> values, KerasGraph graph, KerasWeights weights)
      throws IOException {
    List<Value> inputs =
        call.inputs().stream().map(name -> Objects.requireNonNull(values.get(name))).toList();
    if (inputs.isEmpty()) {
      throw call.layer().refuse("it has no inputs");
    }
    KerasCall rule = new KerasCall(graph, weights, call.layer(), inputs);
    return LayerRules.rule(call.layer()).add(rule);
  }

  /// The outputs, named by their layers.
  private static List<OnnxPort> outputs(
      Path path, KerasConfig config, KerasGraph graph, Map<String, Value> values)
      throws FormatException {
    List<OnnxPort> outputs = new ArrayList<>();
    for (String output : config.outputs()) {
      Value value = values.get(output);
      if (value == null) {
        throw new FormatException(path, "no layer makes the output %s".formatted(output));
      }
      String layer = output.substring(0, output.lastIndexOf(':'));
      String name = outputs.stream().anyMatch(port -> port.name().equals(layer)) ? output : layer;
      graph
          .nodes()
          .add(
              new OnnxNode(
                  "/" + name, "Identity", "", List.of(value.name()), List.of(name), Map.of()));
      List<String> sizes = new ArrayList<>(List.of("batch"));
      while (sizes.size() < value.rank()) {
        sizes.add(name + "_" + sizes.size());
      }
      outputs.add(OnnxPort.of(name, OnnxType.FLOAT, sizes));
    }
    return outputs;
  }
}
