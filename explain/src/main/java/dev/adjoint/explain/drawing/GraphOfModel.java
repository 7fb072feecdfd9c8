package dev.adjoint.explain.drawing;

import dev.adjoint.explain.derivation.TensorLabel;
import dev.adjoint.explain.trace.Role;
import dev.adjoint.plot.graph.Cluster;
import dev.adjoint.plot.graph.Edge;
import dev.adjoint.plot.graph.Flow;
import dev.adjoint.plot.graph.Graph;
import dev.adjoint.plot.graph.Node;
import dev.adjoint.plot.graph.NodeKind;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes the graph of the groups of a computation: a node for each group and for each given value,
/// a frame for each layer with several nodes, and an edge wherever a value goes from one to
/// another.
final class GraphOfModel {

  private static final int DIGITS = 4;
  private static final int MOST_NUMBERS = 2;
  private static final int MOST_NAMES = 3;

  private final ComputationGraph source;
  private final List<Folding.Group> groups;
  private final boolean hasParameters;
  private final Map<Integer, String> nodeOf = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, List<String>> clusters = new LinkedHashMap<>();

  private GraphOfModel(ComputationGraph source, List<Folding.Group> groups, boolean hasParameters) {
    this.source = source;
    this.groups = groups;
    this.hasParameters = hasParameters;
  }

  /// The graph.
  ///
  /// @param hasParameters whether parameters and constants are nodes of their own; else the
  ///   parameters are listed in the nodes that use them
  static Graph of(
      ComputationGraph source,
      List<Folding.Group> groups,
      boolean hasParameters,
      String title,
      String description) {
    return new GraphOfModel(source, groups, hasParameters).graph(title, description);
  }

  private Graph graph(String title, String description) {
    Set<String> frames = frames();
    given();
    for (int i = 0; i < groups.size(); i++) {
      Folding.Group group = groups.get(i);
      Node node = node(i, group);
      String frame = frame(group.path(), frames);
      nodes.add(frame.isEmpty() ? node : node.in(frame));
      for (int operation : group.operations()) {
        nodeOf.put(operation, node.id());
      }
    }
    List<Edge> edges = edges();
    ComputationGraph.Value result = source.values().get(source.result());
    String name = result.role() == Role.LOSS ? "loss" : "answer";
    nodes.add(Node.of("result", NodeKind.OUTPUT, name).with(text(result.tensor()), Flow.FORWARD));
    int maker = result.maker().orElseThrow();
    edges.add(new Edge(nodeOf.getOrDefault(maker, ""), "result", "", ""));
    List<Cluster> list = new ArrayList<>();
    for (String path : frames) {
      Cluster cluster = Cluster.of("layer " + path, path);
      String above =
          path.contains(".") ? frame(path.substring(0, path.lastIndexOf('.')), frames) : "";
      list.add(above.isEmpty() ? cluster : cluster.in(above));
    }
    return new Graph(title, description, nodes, edges, list);
  }

  // -- Nodes.

  private void given() {
    for (int id = 0; id < source.values().size(); id++) {
      ComputationGraph.Value value = source.values().get(id);
      boolean isGiven = value.maker().isEmpty() && uses(id) > 0;
      boolean isShown = value.role() == Role.INPUT || value.role() == Role.TARGET || hasParameters;
      if (isGiven && isShown) {
        NodeKind kind = value.role() == Role.PARAMETER ? NodeKind.PARAMETER : NodeKind.INPUT;
        String label = value.role() == Role.CONSTANT ? text(value.tensor()) : value.name();
        nodes.add(Node.of("value " + id, kind, label));
      }
    }
  }

  private long uses(int id) {
    return source.operations().stream().filter(step -> step.inputs().contains(id)).count();
  }

  private Node node(int index, Folding.Group group) {
    List<Integer> operations = group.operations();
    ComputationGraph.Step first = source.operations().get(operations.getFirst());
    boolean isOne = operations.size() == 1;
    Set<String> labels = new LinkedHashSet<>();
    operations.forEach(i -> labels.add(source.operations().get(i).label()));
    String kinds = names(labels);
    String label = isOne ? first.label() : group.path().isEmpty() ? kinds : group.path();
    Node node = Node.of("group " + index, NodeKind.OPERATION, "%d  %s".formatted(index + 1, label));
    if (!isOne) {
      node =
          node.with(
              group.path().isEmpty()
                  ? "%,d operations".formatted(operations.size())
                  : "%,d: %s".formatted(operations.size(), kinds),
              Flow.PLAIN);
    }
    if (!hasParameters) {
      long count = source.parameters(operations);
      if (count > 0) {
        node = node.with("%,d parameters".formatted(count), Flow.PLAIN);
      }
    }
    if (isOne && first.visit().isPresent()) {
      node = node.with("∂ %d".formatted(first.visit().getAsInt()), Flow.BACKWARD);
    }
    return node;
  }

  private static String names(Set<String> labels) {
    List<String> some = labels.stream().limit(MOST_NAMES).toList();
    return String.join(", ", some) + (labels.size() > MOST_NAMES ? ", …" : "");
  }

  // -- Frames.

  /// The layers with at least two nodes or frames inside, outer ones first. A layer with a single
  /// node needs none.
  private Set<String> frames() {
    for (int i = 0; i < groups.size(); i++) {
      List<Integer> operations = groups.get(i).operations();
      String path = groups.get(i).path();
      // A node that is a whole layer is in the layers around it.
      String around =
          operations.size() > 1
              ? path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : ""
              : path;
      for (int depth = 1; !around.isEmpty(); depth++) {
        String prefix = Folding.prefix(around, depth);
        clusters.computeIfAbsent(prefix, _ -> new ArrayList<>()).add("group " + i);
        if (prefix.equals(around)) {
          break;
        }
      }
    }
    Set<String> frames = new LinkedHashSet<>();
    List<String> paths = new ArrayList<>(clusters.keySet());
    paths.sort((a, b) -> Integer.compare(a.split("\\.", -1).length, b.split("\\.", -1).length));
    for (String path : paths) {
      List<String> inside = clusters.getOrDefault(path, List.of());
      boolean isSameAsInner =
          paths.stream()
              .anyMatch(inner ->
                  inner.startsWith(path + ".")
                      && clusters.getOrDefault(inner, List.of()).equals(inside));
      if (inside.size() > 1 && !isSameAsInner) {
        frames.add(path);
      }
    }
    return frames;
  }

  private static String frame(String path, Set<String> frames) {
    String at = path;
    while (!at.isEmpty()) {
      if (frames.contains(at)) {
        return "layer " + at;
      }
      at = at.contains(".") ? at.substring(0, at.lastIndexOf('.')) : "";
    }
    return "";
  }

  // -- Edges.

  private record Way(String from, String to) {}

  private List<Edge> edges() {
    Map<Way, Map<Integer, Optional<Tensor>>> ways = new LinkedHashMap<>();
    for (int i = 0; i < source.operations().size(); i++) {
      ComputationGraph.Step step = source.operations().get(i);
      String to = nodeOf.getOrDefault(i, "");
      for (int input = 0; input < step.inputs().size(); input++) {
        int id = step.inputs().get(input);
        Optional<String> from = from(id);
        if (from.isPresent() && !from.get().equals(to)) {
          Optional<Tensor> gradient = step.gradients().get(input);
          ways.computeIfAbsent(new Way(from.get(), to), _ -> new LinkedHashMap<>())
              .merge(id, gradient, GraphOfModel::sum);
        }
      }
    }
    List<Edge> edges = new ArrayList<>();
    ways.forEach((way, values) -> edges.add(edge(way, values)));
    return edges;
  }

  private static Optional<Tensor> sum(Optional<Tensor> a, Optional<Tensor> b) {
    return a.isPresent() && b.isPresent() ? Optional.of(a.get().add(b.get())) : a.or(() -> b);
  }

  private Optional<String> from(int id) {
    ComputationGraph.Value value = source.values().get(id);
    if (value.maker().isPresent()) {
      return Optional.ofNullable(nodeOf.get(value.maker().getAsInt()));
    }
    String name = "value " + id;
    return nodes.stream().anyMatch(node -> node.id().equals(name))
        ? Optional.of(name)
        : Optional.empty();
  }

  private Edge edge(Way way, Map<Integer, Optional<Tensor>> values) {
    if (values.size() > 1) {
      return new Edge(way.from(), way.to(), "%d values".formatted(values.size()), "");
    }
    Map.Entry<Integer, Optional<Tensor>> only = values.entrySet().iterator().next();
    return new Edge(
        way.from(),
        way.to(),
        text(source.values().get(only.getKey()).tensor()),
        only.getValue().map(GraphOfModel::gradient).orElse(""));
  }

  /// One or two numbers as they are, else the shape.
  private static String text(Tensor tensor) {
    return tensor.shape().count() <= MOST_NUMBERS && tensor.elementType().isFloating()
        ? TensorLabel.of(tensor, DIGITS)
        : tensor.shape().toString();
  }

  /// One or two numbers as they are, else the length of the gradient.
  private static String gradient(Tensor tensor) {
    if (tensor.shape().count() <= MOST_NUMBERS) {
      return TensorLabel.of(tensor, DIGITS);
    }
    Tensor wide = tensor.to(ElementType.F64);
    return "‖" + NumberText.of(Math.sqrt(wide.multiply(wide).sum().item()), 3) + "‖";
  }
}
