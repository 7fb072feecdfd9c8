package dev.adjoint.onnx.export;

import dev.adjoint.formats.onnx.OnnxDocument;
import dev.adjoint.formats.onnx.OnnxGraph;
import dev.adjoint.formats.onnx.OnnxNode;
import dev.adjoint.formats.onnx.OnnxPort;
import dev.adjoint.formats.onnx.OnnxWriter;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Writes a model as an ONNX file, by tracing what it computes in inference.
///
/// ```java
/// OnnxExport.of(model, x).write(Path.of("model.onnx"));
/// ```
///
/// The file has version 8 and operators of version 17, which every program since 2022 reads, or of
/// version 18 on request. Parameters and buffers keep their names. The first axis of the inputs is
/// the batch, which may be of any size, unless it is fixed; the other sizes are those of the
/// example, unless an axis is a sequence. A model whose Java code looks at numbers cannot be traced
/// and is refused, as is an operation that ONNX cannot express; the message names it.
public final class OnnxExport {

  private static final int SMALL = 2;
  private static final int LARGE = 3;

  /// How many elements shorter the shortest traced sequence is.
  private static final int MARGIN = 2;

  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;
  private static final int LAST_OPSET = 18;

  private final Object model;
  private final UnaryOperator<List<Tensor>> work;
  private final List<Tensor> examples;
  private final List<String> inputNames;
  private final List<String> outputNames;
  private final Map<String, String> metadata;
  private final boolean fixed;
  private final int opset;
  private final int sequence;

  private OnnxExport(
      Object model,
      UnaryOperator<List<Tensor>> work,
      List<Tensor> examples,
      List<String> inputNames,
      List<String> outputNames,
      Map<String, String> metadata,
      boolean fixed,
      int opset,
      int sequence) {
    this.model = model;
    this.work = work;
    this.examples = List.copyOf(examples);
    this.inputNames = List.copyOf(inputNames);
    this.outputNames = List.copyOf(outputNames);
    this.metadata = new LinkedHashMap<>(metadata);
    this.fixed = fixed;
    this.opset = opset;
    this.sequence = sequence;
  }

  /// A layer with one input.
  ///
  /// @param example an input with the batch as its first axis
  public static OnnxExport of(Layer model, Tensor example) {
    return of(model, inputs -> List.of(model.forward(inputs.getFirst(), Pass.INFERENCE)), example);
  }

  /// A model with several inputs or outputs.
  ///
  /// @param model where the parameters are found
  /// @param work from the inputs to the outputs, in inference
  /// @param examples inputs with the batch as their first axis
  public static OnnxExport of(Object model, UnaryOperator<List<Tensor>> work, Tensor... examples) {
    if (examples.length == 0) {
      throw new IllegalArgumentException(
          "export: there is no example of an input; give one for each input");
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < examples.length; i++) {
      names.add(examples.length == 1 ? "x" : "x" + i);
    }
    return new OnnxExport(
        model, work, Arrays.asList(examples), names, List.of(), Map.of(), false, OPSET, -1);
  }

  /// The same with these names of the inputs.
  @CheckReturnValue
  public OnnxExport withInputs(String... names) {
    if (names.length != examples.size()) {
      throw new IllegalArgumentException(
          "export: the model has %d inputs but got %d names; give one name for each"
              .formatted(examples.size(), names.length));
    }
    return new OnnxExport(
        model, work, examples, List.of(names), outputNames, metadata, fixed, opset, sequence);
  }

  /// The same with these names of the outputs; without them they are `y`, or `y0`, `y1`, ….
  @CheckReturnValue
  public OnnxExport withOutputs(String... names) {
    return new OnnxExport(
        model, work, examples, inputNames, List.of(names), metadata, fixed, opset, sequence);
  }

  /// The same with texts beside the graph, such as the names of classes.
  @CheckReturnValue
  public OnnxExport withMetadata(Map<String, String> texts) {
    return new OnnxExport(
        model, work, examples, inputNames, outputNames, texts, fixed, opset, sequence);
  }

  /// The same for the batch of the example alone.
  @CheckReturnValue
  public OnnxExport withFixedBatch() {
    return new OnnxExport(
        model, work, examples, inputNames, outputNames, metadata, true, opset, sequence);
  }

  /// The same with the operators of this version, 17 or 18; without it they are those of 17.
  @CheckReturnValue
  public OnnxExport withOpset(int version) {
    if (version < OPSET || version > LAST_OPSET) {
      throw new IllegalArgumentException(
          "export: the version of the operators is %d but must be %d or %d; leave it out for %d"
              .formatted(version, OPSET, LAST_OPSET, OPSET));
    }
    return new OnnxExport(
        model, work, examples, inputNames, outputNames, metadata, fixed, version, sequence);
  }

  /// The same for sequences of any length along this axis of the inputs, such as 1 for tokens `[N,
  /// T]`. The inputs are cut there, so the example must be the longest sequence that the model
  /// reads. An input of another length keeps its size.
  @CheckReturnValue
  public OnnxExport withSequence(int axis) {
    Shape shape = examples.getFirst().shape();
    if (axis < 1 || axis >= shape.rank() || shape.size(axis) < MARGIN + 2) {
      throw new IllegalArgumentException(
          "export: the sequence is to be axis %d of an example of shape %s, but must be an axis after the batch with at least %d elements; give a longer example or another axis"
              .formatted(axis, shape, MARGIN + 2));
    }
    return new OnnxExport(
        model, work, examples, inputNames, outputNames, metadata, fixed, opset, axis);
  }

  /// Writes the file, with a second one beside it if the weights are large.
  ///
  /// @throws ExportException if the model cannot be written as ONNX
  /// @throws IOException if the file cannot be written
  public void write(Path file) throws IOException {
    OnnxWriter.write(file, document());
  }

  /// The content of the file.
  ///
  /// @throws ExportException if the model cannot be written as ONNX
  public OnnxDocument document() {
    Extents extents = extents();
    List<ModelTrace> traces = extents.each().stream().map(this::traced).toList();
    ModelTrace first = traces.getFirst();
    traces.forEach(other -> requireAlike(first, other));
    GraphBuilder graph =
        new GraphBuilder(Parameters.of(model), inputNames.getFirst(), known(extents), opset);
    List<OnnxPort> inputs = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      int index = i;
      graph.bind(first.inputs().get(i), inputNames.get(i));
      inputs.add(
          graph.port(inputNames.get(i), traces.stream().map(t -> t.inputs().get(index)).toList()));
    }
    for (int i = 0; i < first.steps().size(); i++) {
      int index = i;
      graph.add(traces.stream().map(trace -> trace.steps().get(index)).toList());
    }
    return finished(graph, traces, inputs);
  }

  /// The batches and lengths of the traces.
  private Extents extents() {
    if (sequence < 0) {
      return new Extents(
          List.of(new Extents.Extent(SMALL, 0), new Extents.Extent(LARGE, 0)), sequence);
    }
    int length = examples.getFirst().shape().size(sequence);
    return new Extents(
        List.of(
            new Extents.Extent(SMALL, length - 1),
            new Extents.Extent(LARGE, length - 1),
            new Extents.Extent(SMALL, length),
            new Extents.Extent(LARGE, length),
            new Extents.Extent(SMALL, length - MARGIN)),
        sequence);
  }

  /// The same with the batch of the example where it is fixed.
  private Extents known(Extents traced) {
    if (!fixed) {
      return traced;
    }
    Shape shape = examples.getFirst().shape();
    int batch = shape.rank() == 0 ? 0 : shape.size(0);
    return new Extents(
        traced.each().stream().map(e -> new Extents.Extent(batch, e.length())).toList(), sequence);
  }

  private ModelTrace traced(Extents.Extent extent) {
    List<Tensor> inputs = cut(batches(extent.batch()), extent.length());
    try {
      return ModelTrace.of(work, inputs);
    } catch (ShapeException e) {
      if (fixed && sequence < 0) {
        throw e;
      }
      throw new ExportException(
          "the model does not run on a batch of %d, whose inputs have the shapes %s (%s); give examples with the batch as their first axis, or export with a fixed batch"
              .formatted(extent.batch(), inputs.stream().map(Tensor::shape).toList(), firstLine(e)),
          "");
    }
  }

  /// The inputs with this many elements along the axis of the sequence.
  private List<Tensor> cut(List<Tensor> inputs, int length) {
    if (sequence < 0) {
      return inputs;
    }
    int whole = examples.getFirst().shape().size(sequence);
    return inputs.stream()
        .map(x ->
            x.shape().rank() > sequence && x.shape().size(sequence) == whole
                ? x.slice(sequence, 0, length).copy()
                : x)
        .toList();
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private OnnxDocument finished(
      GraphBuilder graph, List<ModelTrace> traces, List<OnnxPort> inputs) {
    List<OnnxPort> outputs = new ArrayList<>();
    List<String> needed = new ArrayList<>();
    List<OnnxNode> last = new ArrayList<>();
    int count = traces.getFirst().outputs().size();
    for (int i = 0; i < count; i++) {
      int index = i;
      List<Tensor> each = traces.stream().map(trace -> trace.outputs().get(index)).toList();
      String value = graph.name(each, "");
      String name = outputName(i, count);
      needed.add(value);
      last.add(new OnnxNode("/" + name, "Identity", "", List.of(value), List.of(name), Map.of()));
      outputs.add(graph.port(name, each));
    }
    List<OnnxNode> nodes = new ArrayList<>(graph.nodes(needed));
    nodes.addAll(last);
    return new OnnxDocument(
        IR_VERSION,
        new OnnxDocument.Producer("adjoint", "0.1.0"),
        Map.of("", (long) opset),
        metadata,
        new OnnxGraph("main_graph", nodes, graph.initializers(), inputs, outputs, List.of()),
        List.of());
  }

  private String outputName(int index, int count) {
    if (index < outputNames.size()) {
      return outputNames.get(index);
    }
    return count == 1 ? "y" : "y" + index;
  }

  /// The examples with this many rows, other rows for other sizes.
  private List<Tensor> batches(int size) {
    if (fixed) {
      // Other rows in another order, so that what is read into Java is noticed.
      return size == SMALL ? examples : examples.stream().map(OnnxExport::turned).toList();
    }
    List<Tensor> batches = new ArrayList<>();
    for (Tensor example : examples) {
      if (example.shape().rank() == 0 || example.shape().size(0) == 0) {
        throw new IllegalArgumentException(
            "export: an example of shape %s has no batch; give at least one row, or use withFixedBatch"
                .formatted(example.shape()));
      }
      Tensor[] rows = new Tensor[size];
      for (int i = 0; i < size; i++) {
        int at = (i + size) % example.shape().size(0);
        rows[i] = example.slice(0, at, at + 1);
        if (size == LARGE) {
          rows[i] = turned(rows[i]);
        }
      }
      batches.add(Tensor.concat(0, rows));
    }
    return batches;
  }

  /// The same numbers in the opposite order.
  private static Tensor turned(Tensor x) {
    return x.shape().rank() == 0
        ? x.copy()
        : x.reshape(x.shape().count()).flip(0).reshape(x.shape());
  }

  private static void requireAlike(ModelTrace a, ModelTrace b) {
    for (int i = 0; i < Math.max(a.steps().size(), b.steps().size()); i++) {
      boolean alike =
          i < a.steps().size()
              && i < b.steps().size()
              && a.steps()
                  .get(i)
                  .operation()
                  .getClass()
                  .equals(b.steps().get(i).operation().getClass())
              && a.steps().get(i).inputs().size() == b.steps().get(i).inputs().size();
      if (!alike) {
        String path = a.steps().get(Math.min(i, a.steps().size() - 1)).path();
        throw new ExportException(
            "the model computes other operations for another batch or length (operation %d); a trace holds for one way only, so take branches on numbers out of the model"
                .formatted(i),
            path);
      }
    }
  }
}
