package dev.adjoint.onnx;

import dev.adjoint.formats.onnx.OnnxDocument;
import dev.adjoint.formats.onnx.OnnxFile;
import dev.adjoint.formats.onnx.OnnxPort;
import dev.adjoint.formats.onnx.OnnxWriter;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.onnx.operator.OnnxValue;
import dev.adjoint.onnx.operator.OperatorException;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A network from an ONNX file, as a layer.
///
/// ```java
/// OnnxModel model = OnnxModel.load(Path.of("model.onnx"));
/// Tensor y = model.forward(x, Pass.INFERENCE);
/// ```
///
/// The floating-point initializers of the file are its parameters, under their names in the file,
/// and the running statistics of batch normalization its buffers; so it trains like any other
/// layer, and [#save] writes it with its present weights. Constants stay as they are: initializers
/// of a single number, those with infinite elements such as masks, and those that an operator reads
/// as sizes, scales or limits.
///
/// What depends on the shapes of the inputs alone is computed once for each set of shapes and kept.
/// A model may be used on any number of threads.
public final class OnnxModel implements Layer {

  private final OnnxDocument document;
  private final GraphWeights weights;
  private final GraphRun graph;

  private OnnxModel(OnnxDocument document, GraphWeights weights, GraphRun graph) {
    this.document = document;
    this.weights = weights;
    this.graph = graph;
  }

  /// Reads a model, with the files beside it in which its weights may be.
  ///
  /// @throws dev.adjoint.formats.FormatException if there is no such file, or it is no ONNX file or
  ///   not whole
  /// @throws OperatorException if the graph has operators that are not computed here; the message
  ///   names all of them
  public static OnnxModel load(Path path) throws IOException {
    try (OnnxFile file = OnnxFile.open(path)) {
      return of(path, file.document());
    }
  }

  /// The model of a document.
  ///
  /// @param path the file that messages name
  /// @throws dev.adjoint.formats.FormatException if the graph is not whole
  /// @throws OperatorException if the graph has operators that are not computed here; the message
  ///   names all of them
  public static OnnxModel of(Path path, OnnxDocument document) throws IOException {
    OnnxDocument flat = Inlining.of(document);
    GraphWeights weights = GraphWeights.of(path, flat);
    return new OnnxModel(flat, weights, GraphRun.of(path, flat, weights));
  }

  /// The inputs without the initializers.
  public List<OnnxPort> inputs() {
    return graph.inputs();
  }

  /// The outputs.
  public List<OnnxPort> outputs() {
    return document.graph().outputs();
  }

  /// The texts that the file holds beside the graph.
  public Map<String, String> metadata() {
    return document.metadata();
  }

  /// What the file says, with its constants; the weights are those of the time of loading.
  public OnnxDocument document() {
    return document;
  }

  /// The first output for the only input.
  ///
  /// @throws OperatorException if the model has several inputs, the input does not fit, or a node
  ///   cannot be computed
  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return run(List.of(x), pass).getFirst();
  }

  /// The outputs, in the order of the file, for the inputs in the order of the file.
  ///
  /// @throws OperatorException if an input does not fit or a node cannot be computed
  public List<Tensor> run(List<Tensor> inputs, Pass pass) {
    List<OnnxPort> ports = inputs();
    if (inputs.size() != ports.size()) {
      throw new OperatorException(
          "the model has %d inputs (%s) but got %d; give one tensor for each"
              .formatted(ports.size(), names(ports), inputs.size()));
    }
    Map<String, OnnxValue> values = new LinkedHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      values.put(ports.get(i).name(), value(ports.get(i), inputs.get(i)));
    }
    return graph.run(values, pass).stream().map(OnnxValue::tensor).toList();
  }

  /// The outputs by name for the inputs by name.
  ///
  /// @throws OperatorException if an input is missing, unknown or does not fit, or a node cannot be
  ///   computed
  public Map<String, Tensor> run(Map<String, Tensor> inputs, Pass pass) {
    List<String> names = inputs().stream().map(OnnxPort::name).toList();
    if (!inputs.keySet().equals(Map.copyOf(index(names)).keySet())) {
      throw new OperatorException(
          "the inputs of the model are %s but got %s; give one tensor for each name"
              .formatted(names, inputs.keySet()));
    }
    List<Tensor> results = run(names.stream().map(inputs::get).toList(), pass);
    Map<String, Tensor> byName = new LinkedHashMap<>();
    for (int i = 0; i < results.size(); i++) {
      byName.put(outputs().get(i).name(), results.get(i));
    }
    return byName;
  }

  private static Map<String, Integer> index(List<String> names) {
    Map<String, Integer> index = new LinkedHashMap<>();
    names.forEach(name -> index.put(name, index.size()));
    return index;
  }

  private static String names(List<OnnxPort> ports) {
    return String.join(", ", ports.stream().map(OnnxPort::toString).toList());
  }

  private static OnnxValue value(OnnxPort port, Tensor x) {
    ElementType element = port.type().flatMap(type -> type.element()).orElse(x.elementType());
    if (element != x.elementType()) {
      throw new OperatorException(
          "the input %s takes %s but got %s; convert the tensor with to(ElementType.%s)"
              .formatted(port.name(), element, x.elementType(), element));
    }
    port.sizes().ifPresent(sizes -> requireFits(port, sizes, x.shape()));
    return port.type().map(type -> OnnxValue.of(type, x)).orElseGet(() -> OnnxValue.of(x));
  }

  private static void requireFits(OnnxPort port, List<String> sizes, Shape shape) {
    boolean fits = sizes.size() == shape.rank();
    for (int axis = 0; fits && axis < shape.rank(); axis++) {
      String size = sizes.get(axis);
      fits = !size.matches("\\d+") || Long.parseLong(size) == shape.size(axis);
    }
    if (!fits) {
      throw new OperatorException(
          "the input %s got a tensor of shape %s; give one of the shape in brackets"
              .formatted(port, shape));
    }
  }

  /// The parameters and buffers by their names in the file.
  @Override
  public Map<String, Object> parts() {
    return weights.parts();
  }

  /// Writes the model with its present weights, under the same names and with the same operators.
  ///
  /// @throws IOException if the file cannot be written
  public void save(Path path) throws IOException {
    OnnxWriter.write(path, weights.into(document));
  }

  /// Such as `OnnxModel(x FLOAT [batch, 3] → y, 12 nodes)`.
  @Override
  public String toString() {
    return "OnnxModel(%s → %s, %d nodes)"
        .formatted(names(inputs()), names(outputs()), document.graph().nodes().size());
  }
}
