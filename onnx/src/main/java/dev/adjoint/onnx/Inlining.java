package dev.adjoint.onnx;

import dev.adjoint.formats.onnx.OnnxAttribute;
import dev.adjoint.formats.onnx.OnnxDocument;
import dev.adjoint.formats.onnx.OnnxFunction;
import dev.adjoint.formats.onnx.OnnxGraph;
import dev.adjoint.formats.onnx.OnnxNode;
import dev.adjoint.onnx.operator.OperatorException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Puts the nodes of functions in place of the calls to them.
final class Inlining {

  private static final int MOST_LEVELS = 32;
  private static final int MOST_NODES = 1_000_000;

  private final Map<String, OnnxFunction> functions = new HashMap<>();
  private final List<OnnxNode> nodes = new ArrayList<>();
  private int calls;

  private Inlining() {}

  static OnnxDocument of(OnnxDocument document) {
    if (document.functions().isEmpty()) {
      return document;
    }
    Inlining inlining = new Inlining();
    for (OnnxFunction function : document.functions()) {
      inlining.functions.put(key(function.domain(), function.name()), function);
    }
    OnnxGraph graph = document.graph();
    graph.nodes().forEach(node -> inlining.add(node, 0));
    return new OnnxDocument(
        document.irVersion(),
        document.producer(),
        document.opsets(),
        document.metadata(),
        new OnnxGraph(
            graph.name(),
            inlining.nodes,
            graph.initializers(),
            graph.inputs(),
            graph.outputs(),
            graph.values()),
        List.of());
  }

  private static String key(String domain, String name) {
    return domain + "::" + name;
  }

  private void add(OnnxNode node, int level) {
    OnnxFunction function = functions.get(key(node.domain(), node.operator()));
    if (function == null) {
      nodes.add(node);
      if (nodes.size() > MOST_NODES) {
        throw new OperatorException(
            node, "functions that call functions make more than %d nodes".formatted(MOST_NODES));
      }
      return;
    }
    if (level == MOST_LEVELS) {
      throw new OperatorException(
          node, "functions call one another more than %d levels deep".formatted(MOST_LEVELS));
    }
    String prefix = "%s/%d/".formatted(node.operator(), calls++);
    Map<String, String> names = new HashMap<>();
    bind(function.inputs(), node.inputs(), names);
    bind(function.outputs(), node.outputs(), names);
    for (OnnxNode inner : function.nodes()) {
      add(
          new OnnxNode(
              prefix + inner.label(),
              inner.operator(),
              inner.domain(),
              renamed(inner.inputs(), names, prefix),
              renamed(inner.outputs(), names, prefix),
              attributes(inner, node)),
          level + 1);
    }
  }

  private static void bind(List<String> formal, List<String> actual, Map<String, String> names) {
    for (int i = 0; i < formal.size(); i++) {
      names.put(formal.get(i), i < actual.size() ? actual.get(i) : "");
    }
  }

  private static List<String> renamed(
      List<String> values, Map<String, String> names, String prefix) {
    return values.stream()
        .map(name -> name.isEmpty() ? "" : names.getOrDefault(name, prefix + name))
        .toList();
  }

  /// Attributes that refer to those of the call get its values; what the call leaves out is left
  /// out.
  private static Map<String, OnnxAttribute> attributes(OnnxNode inner, OnnxNode call) {
    Map<String, OnnxAttribute> attributes = new LinkedHashMap<>();
    inner
        .attributes()
        .forEach((name, value) -> {
          if (value instanceof OnnxAttribute.Reference(String target)) {
            OnnxAttribute given = call.attributes().get(target);
            if (given != null) {
              attributes.put(name, given);
            }
          } else {
            attributes.put(name, value);
          }
        });
    return attributes;
  }
}
