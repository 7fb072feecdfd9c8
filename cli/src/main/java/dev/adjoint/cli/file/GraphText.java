package dev.adjoint.cli.file;

import dev.adjoint.formats.onnx.OnnxDocument;
import dev.adjoint.formats.onnx.OnnxNode;
import dev.adjoint.formats.onnx.OnnxPort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The graph of an ONNX file as lines, and as values for JSON.
final class GraphText {

  private GraphText() {}

  static List<String> lines(OnnxDocument document) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "  written by %s %s, file version %d, operators of version %d"
            .formatted(
                TensorTable.oneLine(document.producer().name()),
                TensorTable.oneLine(document.producer().version()),
                document.irVersion(),
                document.opset()));
    document
        .graph()
        .inputs()
        .forEach(port -> lines.add("  input  " + TensorTable.oneLine(port.toString())));
    document
        .graph()
        .outputs()
        .forEach(port -> lines.add("  output " + TensorTable.oneLine(port.toString())));
    List<String> counts = new ArrayList<>();
    operators(document).forEach((name, count) -> counts.add("%s %d".formatted(name, count)));
    lines.add("  operators: " + String.join(", ", counts).replaceAll("\\p{Cntrl}", "�"));
    return lines;
  }

  static Map<String, Object> description(OnnxDocument document) {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("producer", document.producer().name());
    description.put("producerVersion", document.producer().version());
    description.put("irVersion", document.irVersion());
    description.put("opsets", document.opsets());
    description.put("inputs", ports(document.graph().inputs()));
    description.put("outputs", ports(document.graph().outputs()));
    description.put("operators", operators(document));
    return description;
  }

  private static List<Map<String, Object>> ports(List<OnnxPort> ports) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (OnnxPort port : ports) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", port.name());
      port.type().ifPresent(type -> one.put("type", type.name()));
      port.sizes().ifPresent(sizes -> one.put("shape", sizes));
      all.add(one);
    }
    return all;
  }

  /// How often each operator is applied.
  private static Map<String, Integer> operators(OnnxDocument document) {
    Map<String, Integer> counts = new TreeMap<>();
    for (OnnxNode node : document.graph().nodes()) {
      counts.merge(node.operator(), 1, Integer::sum);
    }
    return counts;
  }
}
