package dev.adjoint.formats.tensorboard;

import dev.adjoint.formats.protobuf.WireReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The nodes of a graph from its message.
final class GraphDecoding {

  private GraphDecoding() {}

  static List<LogNode> nodes(WireReader graph) throws IOException {
    List<LogNode> nodes = new ArrayList<>();
    while (graph.next()) {
      if (graph.field() == 1) {
        nodes.add(node(graph.message()));
      } else {
        graph.skip();
      }
    }
    return nodes;
  }

  private static LogNode node(WireReader reader) throws IOException {
    String name = "";
    String operation = "";
    List<String> inputs = new ArrayList<>();
    Map<String, String> attributes = new LinkedHashMap<>();
    while (reader.next()) {
      switch (reader.field()) {
        case 1 -> name = reader.text();
        case 2 -> operation = reader.text();
        case 3 -> inputs.add(reader.text());
        case 5 -> attribute(reader.message(), attributes);
        default -> reader.skip();
      }
    }
    return new LogNode(name, operation, inputs, attributes);
  }

  /// Takes attributes that are texts; others are left out.
  private static void attribute(WireReader reader, Map<String, String> attributes)
      throws IOException {
    String name = "";
    String text = "";
    while (reader.next()) {
      if (reader.field() == 1) {
        name = reader.text();
      } else if (reader.field() == 2) {
        WireReader value = reader.message();
        while (value.next()) {
          if (value.field() == 2) {
            text = value.text();
          } else {
            value.skip();
          }
        }
      } else {
        reader.skip();
      }
    }
    if (!text.isEmpty()) {
      attributes.put(name, text);
    }
  }
}
