package dev.adjoint.formats.onnx;

import dev.adjoint.formats.protobuf.WireReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the messages of a model except its tensors, which a [TensorReader] reads.
final class GraphReader {

  private final TensorReader tensors;

  GraphReader(TensorReader tensors) {
    this.tensors = tensors;
  }

  OnnxDocument document(WireReader in) throws IOException {
    long version = 0;
    String producer = "";
    String producerVersion = "";
    Map<String, Long> opsets = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    List<OnnxFunction> functions = new ArrayList<>();
    OnnxGraph graph = null;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> version = in.varint();
        case 2 -> producer = in.text();
        case 3 -> producerVersion = in.text();
        case 7 -> graph = graph(in.message());
        case 8 -> opset(in.message(), opsets);
        case 14 -> entry(in.message(), metadata);
        case 25 -> functions.add(function(in.message()));
        default -> in.skip();
      }
    }
    if (graph == null) {
      throw in.failure("there is no graph; the file is cut off or of another format");
    }
    return new OnnxDocument(
        version,
        new OnnxDocument.Producer(producer, producerVersion),
        opsets,
        metadata,
        graph,
        functions);
  }

  private static void opset(WireReader in, Map<String, Long> opsets) throws IOException {
    String domain = "";
    long version = 0;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> domain = in.text();
        case 2 -> version = in.varint();
        default -> in.skip();
      }
    }
    if (version < 0 || version > Integer.MAX_VALUE) {
      throw in.failure(
          "the version of the operators is %d; the file is damaged".formatted(version));
    }
    opsets.put(domain, version);
  }

  /// One entry of a list of pairs of texts.
  static void entry(WireReader in, Map<String, String> entries) throws IOException {
    String key = "";
    String value = "";
    while (in.next()) {
      switch (in.field()) {
        case 1 -> key = in.text();
        case 2 -> value = in.text();
        default -> in.skip();
      }
    }
    entries.put(key, value);
  }

  private OnnxGraph graph(WireReader in) throws IOException {
    String name = "";
    List<OnnxNode> nodes = new ArrayList<>();
    List<OnnxTensor> initializers = new ArrayList<>();
    List<OnnxPort> inputs = new ArrayList<>();
    List<OnnxPort> outputs = new ArrayList<>();
    List<OnnxPort> values = new ArrayList<>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> nodes.add(node(in.message()));
        case 2 -> name = in.text();
        case 5 -> initializers.add(tensors.tensor(in.message()));
        case 11 -> inputs.add(port(in.message()));
        case 12 -> outputs.add(port(in.message()));
        case 13 -> values.add(port(in.message()));
        case 15 ->
            throw in.failure(
                "the graph has a sparse initializer, which cannot be read; save the model with dense ones");
        default -> in.skip();
      }
    }
    return new OnnxGraph(name, nodes, initializers, inputs, outputs, values);
  }

  private OnnxFunction function(WireReader in) throws IOException {
    String name = "";
    String domain = "";
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    List<String> attributes = new ArrayList<>();
    List<OnnxNode> nodes = new ArrayList<>();
    Map<String, Long> opsets = new LinkedHashMap<>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> name = in.text();
        case 4 -> inputs.add(in.text());
        case 5 -> outputs.add(in.text());
        case 6 -> attributes.add(in.text());
        case 7 -> nodes.add(node(in.message()));
        case 9 -> opset(in.message(), opsets);
        case 10 -> domain = in.text();
        default -> in.skip();
      }
    }
    return new OnnxFunction(name, domain, inputs, outputs, attributes, nodes, opsets);
  }

  private OnnxNode node(WireReader in) throws IOException {
    String name = "";
    String operator = "";
    String domain = "";
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    Map<String, OnnxAttribute> attributes = new LinkedHashMap<>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> inputs.add(in.text());
        case 2 -> outputs.add(in.text());
        case 3 -> name = in.text();
        case 4 -> operator = in.text();
        case 5 -> attribute(in.message(), attributes);
        case 7 -> domain = in.text();
        default -> in.skip();
      }
    }
    if (operator.isEmpty()) {
      throw in.failure("a node names no operator; the file is damaged");
    }
    return new OnnxNode(name, operator, domain, inputs, outputs, attributes);
  }

  private void attribute(WireReader in, Map<String, OnnxAttribute> attributes) throws IOException {
    String name = "";
    String reference = "";
    long kind = 0;
    OnnxAttribute single = null;
    List<Float> reals = new ArrayList<>();
    List<Long> wholes = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> name = in.text();
        case 2 -> single = new OnnxAttribute.Real(in.float32());
        case 3 -> single = new OnnxAttribute.Whole(in.varint());
        case 4 -> single = new OnnxAttribute.Text(in.text());
        case 5 -> single = new OnnxAttribute.Elements(tensors.inMemory(in.message()));
        case 6 -> single = new OnnxAttribute.Subgraph(graph(in.message()));
        case 7 -> in.fixed32(bits -> reals.add(Float.intBitsToFloat((int) bits)));
        case 8 -> in.varints(wholes::add);
        case 9 -> texts.add(in.text());
        case 10 -> single = unread(in, "a list of tensors");
        case 11 -> single = unread(in, "a list of graphs");
        case 14 -> single = unread(in, "a type");
        case 15 -> single = unread(in, "a list of types");
        case 20 -> kind = in.varint();
        case 21 -> reference = in.text();
        case 22, 23 -> single = unread(in, "a sparse tensor");
        default -> in.skip();
      }
    }
    if (!reference.isEmpty()) {
      single = new OnnxAttribute.Reference(reference);
    }
    attributes.put(name, single == null ? list(kind, reals, wholes, texts) : single);
  }

  /// A list with one value, or the default value, which writers omit.
  private static OnnxAttribute list(
      long kind, List<Float> reals, List<Long> wholes, List<String> texts) {
    if (!reals.isEmpty() || kind == AttributeKind.FLOATS) {
      return new OnnxAttribute.Reals(List.copyOf(reals));
    }
    if (!wholes.isEmpty() || kind == AttributeKind.INTS) {
      return new OnnxAttribute.Wholes(List.copyOf(wholes));
    }
    if (!texts.isEmpty() || kind == AttributeKind.STRINGS) {
      return new OnnxAttribute.Texts(List.copyOf(texts));
    }
    return switch ((int) kind) {
      case AttributeKind.FLOAT -> new OnnxAttribute.Real(0);
      case AttributeKind.INT -> new OnnxAttribute.Whole(0);
      case AttributeKind.STRING -> new OnnxAttribute.Text("");
      default -> new OnnxAttribute.Unread("of no known kind");
    };
  }

  private static OnnxAttribute unread(WireReader in, String kind) throws IOException {
    in.skip();
    return new OnnxAttribute.Unread(kind);
  }

  private static OnnxPort port(WireReader in) throws IOException {
    String name = "";
    OnnxPort typed = new OnnxPort("", Optional.empty(), "", Optional.empty());
    while (in.next()) {
      switch (in.field()) {
        case 1 -> name = in.text();
        case 2 -> typed = type(in.message());
        default -> in.skip();
      }
    }
    return new OnnxPort(name, typed.type(), typed.kind(), typed.sizes());
  }

  private static OnnxPort type(WireReader in) throws IOException {
    OnnxPort port = new OnnxPort("", Optional.empty(), "", Optional.empty());
    while (in.next()) {
      int field = in.field();
      if (field == 1) {
        port = tensorType(in.message());
        continue;
      }
      in.skip();
      String kind =
          switch (field) {
            case 4 -> "sequence";
            case 5 -> "map";
            case 8 -> "sparse tensor";
            case 9 -> "optional";
            default -> port.kind();
          };
      port = new OnnxPort("", port.type(), kind, port.sizes());
    }
    return port;
  }

  private static OnnxPort tensorType(WireReader in) throws IOException {
    Optional<OnnxType> type = Optional.empty();
    Optional<List<String>> sizes = Optional.empty();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> type = OnnxType.of(in.varint());
        case 2 -> sizes = Optional.of(sizes(in.message()));
        default -> in.skip();
      }
    }
    return new OnnxPort("", type, "tensor", sizes);
  }

  private static List<String> sizes(WireReader in) throws IOException {
    List<String> sizes = new ArrayList<>();
    while (in.next()) {
      if (in.field() != 1) {
        in.skip();
        continue;
      }
      String size = OnnxPort.UNKNOWN;
      WireReader dimension = in.message();
      while (dimension.next()) {
        switch (dimension.field()) {
          case 1 -> size = Long.toString(dimension.varint());
          case 2 -> size = dimension.text();
          default -> dimension.skip();
        }
      }
      sizes.add(size.isEmpty() ? OnnxPort.UNKNOWN : size);
    }
    return sizes;
  }
}
