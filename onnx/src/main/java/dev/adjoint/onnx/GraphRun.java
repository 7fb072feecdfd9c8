package dev.adjoint.onnx;

import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.onnx.OnnxDocument;
import dev.adjoint.formats.onnx.OnnxGraph;
import dev.adjoint.formats.onnx.OnnxNode;
import dev.adjoint.formats.onnx.OnnxPort;
import dev.adjoint.nn.Pass;
import dev.adjoint.onnx.operator.NodeCall;
import dev.adjoint.onnx.operator.OnnxOperator;
import dev.adjoint.onnx.operator.OnnxValue;
import dev.adjoint.onnx.operator.OperatorException;
import dev.adjoint.onnx.operator.OperatorTable;
import dev.adjoint.tensor.Buffer;
import dev.adjoint.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// Runs the nodes of a graph one after another.
///
/// A value is fixed if it depends on constants and on shapes alone. Fixed values are computed on a
/// thread of their own, so that a recording does not see them, and kept for the next run with
/// inputs of the same shapes.
final class GraphRun {

  private static final int MOST_PLANS = 16;

  /// A node ready to run.
  ///
  /// @param fixed whether its outputs are fixed
  /// @param last the values that no later node reads
  private record Step(OnnxNode node, OnnxOperator operator, boolean fixed, List<String> last) {}

  private final List<OnnxPort> inputs;
  private final List<OnnxPort> outputs;
  private final List<Step> steps;
  private final GraphWeights weights;
  private final OnnxDocument document;
  private final Map<List<Shape>, Map<String, OnnxValue>> plans = new ConcurrentHashMap<>();

  private GraphRun(
      OnnxDocument document, List<OnnxPort> inputs, List<Step> steps, GraphWeights weights) {
    this.document = document;
    this.inputs = inputs;
    this.outputs = document.graph().outputs();
    this.steps = steps;
    this.weights = weights;
  }

  static GraphRun of(Path path, OnnxDocument document, GraphWeights weights)
      throws FormatException {
    OnnxGraph graph = document.graph();
    Set<String> known = new HashSet<>(weights.order());
    List<OnnxPort> inputs =
        graph.inputs().stream().filter(port -> !weights.order().contains(port.name())).toList();
    inputs.forEach(port -> known.add(port.name()));
    requireOperators(path, graph);
    Set<String> fixed = new HashSet<>(weights.constants().keySet());
    List<Step> steps = new ArrayList<>();
    List<List<String>> last = lastUses(graph);
    for (int i = 0; i < graph.nodes().size(); i++) {
      OnnxNode node = graph.nodes().get(i);
      boolean ofShape = OperatorTable.ofShapes().contains(node.operator());
      boolean isFixed = true;
      for (String name : node.inputs()) {
        if (!name.isEmpty() && !known.contains(name)) {
          throw new FormatException(
              path,
              "node %s reads %s, which no earlier node makes; the file is damaged"
                  .formatted(node.label(), name));
        }
        isFixed &= ofShape || name.isEmpty() || fixed.contains(name);
      }
      for (String name : node.outputs()) {
        if (!name.isEmpty() && !known.add(name)) {
          throw new FormatException(
              path, "the value %s is made twice; the file is damaged".formatted(name));
        }
      }
      if (isFixed) {
        fixed.addAll(node.outputs());
      }
      OnnxOperator operator = OperatorTable.find(node.domain(), node.operator()).orElseThrow();
      steps.add(new Step(node, operator, isFixed, last.get(i)));
    }
    for (OnnxPort port : graph.outputs()) {
      if (!known.contains(port.name())) {
        throw new FormatException(
            path, "no node makes the output %s; the file is damaged".formatted(port.name()));
      }
    }
    return new GraphRun(document, inputs, List.copyOf(steps), weights);
  }

  private static void requireOperators(Path path, OnnxGraph graph) {
    Set<String> problems = new TreeSet<>();
    for (OnnxNode node : graph.nodes()) {
      if (OperatorTable.find(node.domain(), node.operator()).isEmpty()) {
        problems.add(
            "%s (node %s): %s"
                .formatted(
                    node.operator(),
                    node.label(),
                    OperatorTable.reason(node.domain(), node.operator())));
      }
    }
    if (!problems.isEmpty()) {
      throw new OperatorException(
          "%s has operators that are not computed here: %s"
              .formatted(path, String.join("; ", problems)));
    }
  }

  /// For each node the values that it reads last.
  private static List<List<String>> lastUses(OnnxGraph graph) {
    Set<String> needed = new HashSet<>();
    graph.outputs().forEach(port -> needed.add(port.name()));
    List<List<String>> last = new ArrayList<>();
    for (OnnxNode node : graph.nodes().reversed()) {
      List<String> here = new ArrayList<>();
      for (String name : node.inputs()) {
        if (needed.add(name)) {
          here.add(name);
        }
      }
      last.add(here);
    }
    return last.reversed();
  }

  List<OnnxPort> inputs() {
    return inputs;
  }

  List<OnnxValue> run(Map<String, OnnxValue> given, Pass pass) {
    List<Shape> key = new ArrayList<>();
    given.values().forEach(value -> key.add(value.tensor().shape()));
    Map<String, OnnxValue> known = plans.get(key);
    Map<String, OnnxValue> kept = new HashMap<>();
    Map<String, OnnxValue> values = new HashMap<>(given);
    for (Step step : steps) {
      List<OnnxValue> results;
      if (!step.fixed()) {
        results = result(step, call(step.node(), values, known == null ? kept : known, pass));
        put(step, results, values);
      } else if (known == null) {
        NodeCall call = call(step.node(), values, kept, pass);
        put(step, Apart.from(() -> keep(result(step, call))), kept);
      }
      step.last().forEach(values::remove);
    }
    if (known == null) {
      if (plans.size() >= MOST_PLANS) {
        plans.clear();
      }
      plans.put(key, kept);
    }
    Map<String, OnnxValue> fixed = known == null ? kept : known;
    return outputs.stream().map(port -> value(port.name(), values, fixed).orElseThrow()).toList();
  }

  private static List<OnnxValue> keep(List<OnnxValue> values) {
    values.forEach(OnnxValue::keep);
    return values;
  }

  private Optional<OnnxValue> value(
      String name, Map<String, OnnxValue> values, Map<String, OnnxValue> fixed) {
    OnnxValue value = values.get(name);
    if (value == null) {
      value = fixed.get(name);
    }
    return value == null ? weights.value(name) : Optional.of(value);
  }

  private NodeCall call(
      OnnxNode node, Map<String, OnnxValue> values, Map<String, OnnxValue> fixed, Pass pass) {
    List<Optional<OnnxValue>> inputs = new ArrayList<>();
    List<Optional<Buffer>> buffers = new ArrayList<>();
    for (String name : node.inputs()) {
      inputs.add(name.isEmpty() ? Optional.empty() : value(name, values, fixed));
      buffers.add(Optional.ofNullable(weights.buffers().get(name)));
    }
    return new NodeCall(node, document.opset(), inputs, buffers, pass);
  }

  private static List<OnnxValue> result(Step step, NodeCall call) {
    OnnxNode node = step.node();
    List<OnnxValue> results;
    try {
      results = step.operator().run(call);
    } catch (OperatorException e) {
      throw e;
    } catch (NoSuchElementException e) {
      throw new OperatorException(node, "an input is missing; the file is damaged", e);
    } catch (IllegalArgumentException
        | ArithmeticException
        | IndexOutOfBoundsException
        | NegativeArraySizeException e) {
      throw new OperatorException(node, String.valueOf(e.getMessage()), e);
    }
    if (results.size() < node.outputs().size()) {
      throw new OperatorException(
          node,
          "%d outputs are asked for but it has %d; the file is damaged or newer than this program"
              .formatted(node.outputs().size(), results.size()));
    }
    return results;
  }

  private static void put(Step step, List<OnnxValue> results, Map<String, OnnxValue> into) {
    List<String> names = step.node().outputs();
    for (int i = 0; i < names.size(); i++) {
      if (!names.get(i).isEmpty()) {
        into.put(names.get(i), results.get(i));
      }
    }
  }
}
