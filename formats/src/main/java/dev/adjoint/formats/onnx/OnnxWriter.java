package dev.adjoint.formats.onnx;

import dev.adjoint.formats.AtomicFile;
import dev.adjoint.formats.StoredTensor;
import dev.adjoint.formats.protobuf.WireWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Writes ONNX files.
///
/// Tensors are written into the file itself. If they take more than 1 GB in total, those of at
/// least 1 KB go into a second file next to it, `NAME.data`, since a message of Protocol Buffers
/// has at most 2 GB.
public final class OnnxWriter {

  private static final long MOST_INSIDE = 1L << 30;
  private static final int LEAST_OUTSIDE = 1 << 10;

  /// The alignment of tensors for programs that map them into memory.
  private static final int ALIGNMENT = 1 << 12;

  private final String dataName;
  private final boolean outside;
  private final List<StoredTensor> external = new ArrayList<>();
  private long externalLength;

  private OnnxWriter(String dataName, boolean outside) {
    this.dataName = dataName;
    this.outside = outside;
  }

  /// Writes a file, replacing it atomically, with a second file if the tensors are large.
  ///
  /// @throws IOException if a tensor cannot be read or a file cannot be written
  public static void write(Path path, OnnxDocument document) throws IOException {
    long bytes = 0;
    for (OnnxTensor tensor : document.graph().initializers()) {
      bytes += tensor.stored().map(StoredTensor::length).orElse(0L);
    }
    write(path, document, bytes > MOST_INSIDE);
  }

  /// Writes a file and, if requested, a second one with the tensors.
  ///
  /// @throws IOException if a tensor cannot be read or a file cannot be written
  public static void write(Path path, OnnxDocument document, boolean outside) throws IOException {
    String dataName = path.getFileName() + ".data";
    OnnxWriter writer = new OnnxWriter(dataName, outside);
    WireWriter message = writer.document(document);
    if (writer.external.isEmpty()) {
      AtomicFile.write(path, message::writeTo);
      return;
    }
    AtomicFile.write(
        path.resolveSibling(dataName),
        out -> {
          for (StoredTensor tensor : writer.external) {
            tensor.copyTo(out);
            out.write(new byte[(int) (aligned(tensor.length()) - tensor.length())]);
          }
        });
    AtomicFile.write(path, message::writeTo);
  }

  private static long aligned(long length) {
    return (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  private WireWriter document(OnnxDocument document) {
    WireWriter out = new WireWriter();
    out.varint(1, document.irVersion())
        .text(2, document.producer().name())
        .text(3, document.producer().version())
        .message(7, graph(document.graph()));
    document
        .opsets()
        .forEach((domain, version) ->
            out.message(8, new WireWriter().text(1, domain).varint(2, version)));
    document
        .metadata()
        .forEach((key, value) -> out.message(14, new WireWriter().text(1, key).text(2, value)));
    document.functions().forEach(function -> out.message(25, function(function)));
    return out;
  }

  private WireWriter graph(OnnxGraph graph) {
    WireWriter out = new WireWriter();
    graph.nodes().forEach(node -> out.message(1, node(node)));
    out.text(2, graph.name());
    graph.initializers().forEach(tensor -> out.message(5, tensor(tensor, outside)));
    graph.inputs().forEach(port -> out.message(11, port(port)));
    graph.outputs().forEach(port -> out.message(12, port(port)));
    graph.values().forEach(port -> out.message(13, port(port)));
    return out;
  }

  private WireWriter function(OnnxFunction function) {
    WireWriter out = new WireWriter();
    out.text(1, function.name());
    function.inputs().forEach(name -> out.text(4, name));
    function.outputs().forEach(name -> out.text(5, name));
    function.attributes().forEach(name -> out.text(6, name));
    function.nodes().forEach(node -> out.message(7, node(node)));
    function
        .opsets()
        .forEach((domain, version) ->
            out.message(9, new WireWriter().text(1, domain).varint(2, version)));
    return out.text(10, function.domain());
  }

  private WireWriter node(OnnxNode node) {
    WireWriter out = new WireWriter();
    node.inputs().forEach(name -> out.text(1, name));
    node.outputs().forEach(name -> out.text(2, name));
    if (!node.name().isEmpty()) {
      out.text(3, node.name());
    }
    out.text(4, node.operator());
    node.attributes().forEach((name, value) -> out.message(5, attribute(name, value)));
    if (!node.domain().isEmpty()) {
      out.text(7, node.domain());
    }
    return out;
  }

  private WireWriter attribute(String name, OnnxAttribute attribute) {
    WireWriter out = new WireWriter().text(1, name);
    switch (attribute) {
      case OnnxAttribute.Real(float value) -> out.float32(2, value).varint(20, AttributeKind.FLOAT);
      case OnnxAttribute.Whole(long value) -> out.varint(3, value).varint(20, AttributeKind.INT);
      case OnnxAttribute.Text(String value) -> out.text(4, value).varint(20, AttributeKind.STRING);
      case OnnxAttribute.Elements(OnnxTensor value) ->
          out.message(5, tensor(value, false)).varint(20, AttributeKind.TENSOR);
      case OnnxAttribute.Subgraph(OnnxGraph value) ->
          out.message(6, graph(value)).varint(20, AttributeKind.GRAPH);
      case OnnxAttribute.Reals(List<Float> values) -> {
        values.forEach(value -> out.float32(7, value));
        out.varint(20, AttributeKind.FLOATS);
      }
      case OnnxAttribute.Wholes(List<Long> values) -> {
        values.forEach(value -> out.varint(8, value));
        out.varint(20, AttributeKind.INTS);
      }
      case OnnxAttribute.Texts(List<String> values) -> {
        values.forEach(value -> out.text(9, value));
        out.varint(20, AttributeKind.STRINGS);
      }
      case OnnxAttribute.Reference(String target) -> out.text(21, target);
      case OnnxAttribute.Unread(String kind) ->
          throw new IllegalArgumentException(
              "onnx: the attribute %s is %s, which cannot be written".formatted(name, kind));
    }
    return out;
  }

  private WireWriter tensor(OnnxTensor tensor, boolean mayLieOutside) {
    WireWriter out = new WireWriter();
    for (int size : tensor.shape().toArray()) {
      out.varint(1, size);
    }
    out.varint(2, tensor.type().code());
    tensor.texts().forEach(text -> out.text(6, text));
    if (!tensor.name().isEmpty()) {
      out.text(8, tensor.name());
    }
    if (tensor.stored().isEmpty()) {
      return out;
    }
    StoredTensor stored = tensor.stored().get();
    if (!mayLieOutside || stored.length() < LEAST_OUTSIDE) {
      return out.elements(9, stored);
    }
    entry(out, "location", dataName);
    entry(out, "offset", Long.toString(externalLength));
    entry(out, "length", Long.toString(stored.length()));
    external.add(stored);
    externalLength += aligned(stored.length());
    return out.varint(14, 1);
  }

  private static void entry(WireWriter out, String key, String value) {
    out.message(13, new WireWriter().text(1, key).text(2, value));
  }

  private static WireWriter port(OnnxPort port) {
    WireWriter type = new WireWriter();
    port.type().ifPresent(element -> type.varint(1, element.code()));
    port.sizes()
        .ifPresent(sizes -> {
          WireWriter shape = new WireWriter();
          for (String size : sizes) {
            WireWriter dimension = new WireWriter();
            if (size.matches("\\d+")) {
              dimension.varint(1, Long.parseLong(size));
            } else if (!size.equals(OnnxPort.UNKNOWN)) {
              dimension.text(2, size);
            }
            shape.message(1, dimension);
          }
          type.message(2, shape);
        });
    return new WireWriter().text(1, port.name()).message(2, new WireWriter().message(1, type));
  }
}
