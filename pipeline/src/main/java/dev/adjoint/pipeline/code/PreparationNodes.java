package dev.adjoint.pipeline.code;

import dev.adjoint.formats.onnx.OnnxAttribute;
import dev.adjoint.formats.onnx.OnnxGraph;
import dev.adjoint.formats.onnx.OnnxNode;
import dev.adjoint.formats.onnx.OnnxPort;
import dev.adjoint.formats.onnx.OnnxTensor;
import dev.adjoint.formats.onnx.OnnxType;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/// The nodes around a graph: those that are added before it, the graph itself, those behind it.
final class PreparationNodes {

  /// The domain of the operators that read texts.
  static final String LEARNING = "ai.onnx.ml";

  private final OnnxGraph core;
  private final List<OnnxNode> nodes = new ArrayList<>();
  private final List<OnnxTensor> initializers;
  private final List<OnnxPort> inputs = new ArrayList<>();
  private final List<OnnxPort> outputs = new ArrayList<>();
  private final Set<String> taken = new HashSet<>(Set.of("probabilities", "label", "value"));

  PreparationNodes(OnnxGraph core) {
    this.core = core;
    initializers = new ArrayList<>(core.initializers());
    core.initializers().forEach(tensor -> taken.add(tensor.name()));
    core.inputs().forEach(port -> taken.add(port.name()));
    core.nodes().forEach(node -> taken.addAll(node.outputs()));
  }

  /// Adds the nodes of the graph itself.
  void core() {
    nodes.addAll(core.nodes());
  }

  OnnxGraph graph(String name) {
    return new OnnxGraph(name, nodes, initializers, inputs, outputs, List.of());
  }

  /// An input with this name, or with a number behind it where the graph has a value of this name.
  String input(String name, OnnxType type, String... sizes) {
    String free = fresh(name);
    inputs.add(OnnxPort.of(free, type, batched(sizes)));
    return free;
  }

  private static List<String> batched(String... sizes) {
    List<String> all = new ArrayList<>(List.of("batch"));
    all.addAll(List.of(sizes));
    return all;
  }

  void output(String name, OnnxType type, int width) {
    output(OnnxPort.of(name, type, batched(Integer.toString(width))));
  }

  void output(OnnxPort port) {
    outputs.add(port);
  }

  private String fresh(String expected) {
    String name = expected;
    for (int i = 1; !taken.add(name); i++) {
      name = expected + "_" + i;
    }
    return name;
  }

  String constant(Tensor value) {
    String name = fresh("/preparation/constant");
    initializers.add(OnnxTensor.of(name, value));
    return name;
  }

  String node(String operator, String... reads) {
    return node(operator, "", Map.of(), reads);
  }

  private String node(
      String operator, String domain, Map<String, OnnxAttribute> attributes, String... reads) {
    String name = fresh("/preparation/" + operator);
    String output = name + "_output_0";
    nodes.add(new OnnxNode(name, operator, domain, List.of(reads), List.of(output), attributes));
    return output;
  }

  /// Adds a node whose output has this name.
  void named(
      String output, String operator, Map<String, OnnxAttribute> attributes, List<String> reads) {
    String name = fresh("/preparation/" + operator);
    nodes.add(new OnnxNode(name, operator, "", reads, List.of(output), attributes));
  }

  String cast(String x, ElementType type) {
    return node("Cast", "", Map.of("to", new OnnxAttribute.Whole(OnnxType.of(type).code())), x);
  }

  /// The index of a text among the categories.
  ///
  /// @param first the index of the first category
  /// @param missing the index of an empty text
  /// @param other the index of any other text
  String index(String text, List<String> categories, int first, int missing, int other) {
    List<String> keys = new ArrayList<>(categories);
    List<Long> values = new ArrayList<>();
    for (int i = 0; i < categories.size(); i++) {
      values.add((long) first + i);
    }
    keys.add("");
    values.add((long) missing);
    Map<String, OnnxAttribute> attributes = new LinkedHashMap<>();
    attributes.put("keys_strings", new OnnxAttribute.Texts(keys));
    attributes.put("values_int64s", new OnnxAttribute.Wholes(values));
    attributes.put("default_int64", new OnnxAttribute.Whole(other));
    return node("LabelEncoder", LEARNING, attributes, text);
  }

  /// Adds the text of the class with the greatest probability.
  void label(String output, String probabilities, List<String> classes) {
    Map<String, OnnxAttribute> over = new LinkedHashMap<>();
    over.put("axis", new OnnxAttribute.Whole(-1));
    over.put("keepdims", new OnnxAttribute.Whole(0));
    String best = node("ArgMax", "", over, probabilities);
    Map<String, OnnxAttribute> attributes = new LinkedHashMap<>();
    attributes.put(
        "keys_int64s",
        new OnnxAttribute.Wholes(LongStream.range(0, classes.size()).boxed().toList()));
    attributes.put("values_strings", new OnnxAttribute.Texts(classes));
    attributes.put("default_string", new OnnxAttribute.Text(""));
    String name = fresh("/preparation/LabelEncoder");
    nodes.add(
        new OnnxNode(name, "LabelEncoder", LEARNING, List.of(best), List.of(output), attributes));
  }

  /// A 64-bit number.
  static Tensor wide(double value) {
    return Tensor.scalar(ElementType.F64, value);
  }

  /// 64-bit numbers.
  static Tensor wide(double[] values) {
    return Tensor.of(ElementType.F64, values);
  }

  static OnnxAttribute wholes(long... values) {
    return new OnnxAttribute.Wholes(LongStream.of(values).boxed().toList());
  }
}
