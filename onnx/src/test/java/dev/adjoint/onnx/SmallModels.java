package dev.adjoint.onnx;

import dev.adjoint.formats.onnx.OnnxAttribute;
import dev.adjoint.formats.onnx.OnnxDocument;
import dev.adjoint.formats.onnx.OnnxFunction;
import dev.adjoint.formats.onnx.OnnxGraph;
import dev.adjoint.formats.onnx.OnnxNode;
import dev.adjoint.formats.onnx.OnnxPort;
import dev.adjoint.formats.onnx.OnnxTensor;
import dev.adjoint.formats.onnx.OnnxType;
import dev.adjoint.formats.onnx.OnnxWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Models of a few nodes, written by hand.
final class SmallModels {

  private final List<OnnxNode> nodes = new ArrayList<>();
  private final List<OnnxTensor> initializers = new ArrayList<>();
  private final List<OnnxPort> inputs = new ArrayList<>();
  private final List<OnnxPort> outputs = new ArrayList<>();
  private final List<OnnxFunction> functions = new ArrayList<>();
  private final Map<String, Long> opsets = new LinkedHashMap<>(Map.of("", 17L));

  SmallModels input(String name, OnnxType type, String... sizes) {
    inputs.add(OnnxPort.of(name, type, List.of(sizes)));
    return this;
  }

  SmallModels output(String name) {
    outputs.add(OnnxPort.of(name, OnnxType.FLOAT, List.of()));
    return this;
  }

  SmallModels with(OnnxTensor initializer) {
    initializers.add(initializer);
    return this;
  }

  SmallModels with(OnnxFunction function) {
    functions.add(function);
    opsets.put(function.domain(), 1L);
    return this;
  }

  SmallModels node(
      String operator, List<String> reads, String makes, Map<String, OnnxAttribute> attributes) {
    nodes.add(new OnnxNode("n" + nodes.size(), operator, "", reads, List.of(makes), attributes));
    return this;
  }

  SmallModels node(OnnxNode node) {
    nodes.add(node);
    return this;
  }

  OnnxDocument document() {
    return new OnnxDocument(
        8,
        new OnnxDocument.Producer("test", "1"),
        opsets,
        Map.of("note", "笔记"),
        new OnnxGraph("main_graph", nodes, initializers, inputs, outputs, List.of()),
        functions);
  }

  Path write(Path folder) throws IOException {
    Path file = folder.resolve("model.onnx");
    OnnxWriter.write(file, document());
    return file;
  }

  OnnxModel load(Path folder) throws IOException {
    return OnnxModel.load(write(folder));
  }
}
