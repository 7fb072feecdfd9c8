package dev.adjoint.studio.trace;

import dev.adjoint.explain.trace.Role;
import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.explain.trace.TracedOperation;
import dev.adjoint.explain.trace.TracedValue;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The graph of a traced step with the position of every node: a column for each depth, and in a
/// column the nodes in the order of the trace. The time is proportional to the number of nodes, so
/// even large steps are laid out at once.
final class StepGraph {

  private static final int DIGITS = 4;

  private final StepTrace trace;
  private final Map<Integer, Integer> depths = new HashMap<>();
  private final Map<Integer, Integer> filled = new HashMap<>();

  private StepGraph(StepTrace trace) {
    this.trace = trace;
  }

  static Map<String, Object> of(StepTrace trace) {
    return new StepGraph(trace).toMap();
  }

  private Map<String, Object> toMap() {
    for (TracedOperation operation : trace.operations()) {
      int depth = 1;
      for (int input : operation.inputs()) {
        depth = Math.max(depth, depths.getOrDefault(input, 0) + 1);
      }
      for (int output : operation.outputs()) {
        depths.put(output, depth);
      }
    }
    // An input value is one column before its first use.
    for (TracedOperation operation : trace.operations().reversed()) {
      for (int input : operation.inputs()) {
        if (trace.value(input).maker().isEmpty()) {
          depths.put(input, depths.getOrDefault(operation.outputs().getFirst(), 1) - 1);
        }
      }
    }
    List<Object> nodes = new ArrayList<>();
    List<Object> edges = new ArrayList<>();
    // Computed values come first, so that they form a straight line along the top row.
    for (TracedValue value : trace.values()) {
      if (value.maker().isPresent()) {
        nodes.add(node(value));
      }
    }
    for (TracedValue value : trace.values()) {
      if (value.maker().isEmpty()) {
        nodes.add(node(value));
      }
    }
    for (TracedOperation operation : trace.operations()) {
      for (int i = 0; i < operation.inputs().size(); i++) {
        Map<String, Object> edge = new LinkedHashMap<>();
        edge.put("from", operation.inputs().get(i));
        edge.put("to", operation.outputs().getFirst());
        edge.put("back", contribution(operation, i).map(StepGraph::text).orElse(""));
        edges.add(edge);
      }
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("nodes", nodes);
    map.put("edges", edges);
    map.put("columns", depths.values().stream().mapToInt(Integer::intValue).max().orElse(0) + 1);
    map.put("rows", filled.values().stream().mapToInt(Integer::intValue).max().orElse(1));
    return map;
  }

  private Optional<Tensor> contribution(TracedOperation operation, int input) {
    return trace.visit(operation.index()).flatMap(visit -> visit.contributions().get(input));
  }

  private Map<String, Object> node(TracedValue value) {
    int depth = depths.getOrDefault(value.id(), 0);
    int row = filled.merge(depth, 1, Integer::sum) - 1;
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("id", value.id());
    node.put("name", value.name());
    node.put("role", value.role().toString());
    node.put("shape", value.value().shape().toString());
    node.put(
        "label",
        value.maker().isPresent()
            ? trace.operations().get(value.maker().getAsInt()).label()
            : value.role() == Role.CONSTANT ? text(value.value()) : value.name());
    node.put("column", depth);
    node.put("row", row);
    node.put("value", text(value.value()));
    node.put("gradient", value.gradient().map(StepGraph::text).orElse(""));
    return node;
  }

  /// A single number, or the range of several.
  static String text(Tensor tensor) {
    double[] all = tensor.toDoubleArray();
    if (all.length == 1) {
      return NumberText.of(all[0], DIGITS);
    }
    double least = Arrays.stream(all).min().orElse(Double.NaN);
    double largest = Arrays.stream(all).max().orElse(Double.NaN);
    return NumberText.of(least, 3) + " … " + NumberText.of(largest, 3);
  }
}
