package dev.adjoint.plot.graph;

import dev.adjoint.plot.picture.Box;
import dev.adjoint.plot.picture.Lettering;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Point;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.elk.alg.layered.LayeredLayoutProvider;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.alg.layered.options.OrderingStrategy;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeLabelPlacement;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.HierarchyHandling;
import org.eclipse.elk.core.options.NodeLabelPlacement;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/// The positions of a graph's parts, computed by Eclipse ELK's layered algorithm (after Sugiyama).
/// The graph runs from left to right or from the top down, edges have right angles, the text of
/// every edge has room, and the nodes of a cluster stay together.
///
/// @param nodes the box of each node by its id
/// @param clusters the frame of each cluster by its id, outer ones before inner ones
/// @param edges the route of each edge, in the order of the graph
/// @param width of everything, in pixels
/// @param height of everything, in pixels
record GraphLayout(
    Map<String, Box> nodes,
    Map<String, Box> clusters,
    List<Route> edges,
    double width,
    double height) {

  /// The corners of an edge from its start to its tip, and the box of its text. The edge runs
  /// through the middle of this box.
  record Route(List<Point> corners, Optional<Box> label) {}

  static final Lettering EDGE = Lettering.of(11.5, Palette.INK);
  static final Lettering CLUSTER = Lettering.of(12, Palette.MUTED).bolder();
  private static final double LABEL_HEIGHT = 34;
  private static final double SIDE_HEIGHT = 20;

  static {
    // Registers ELK's option types. ELK does this itself only when it is used through its own
    // engine.
    LayoutMetaDataService.getInstance()
        .registerLayoutMetaDataProviders(new CoreOptions(), new LayeredMetaDataProvider());
  }

  static GraphLayout of(Graph graph) {
    return of(graph, GraphDirection.RIGHT, Optional.empty()).orElseThrow();
  }

  /// The layout in a direction; empty if it is not found within the time.
  static Optional<GraphLayout> of(Graph graph, GraphDirection direction, Optional<Duration> limit) {
    ElkNode root = ElkGraphUtil.createGraph();
    // With clusters, ELK's order of the model looks for numbers that it did not always give.
    boolean keepsOrder = graph.clusters().isEmpty();
    options(root, direction, keepsOrder);
    Map<String, ElkNode> frames = frames(graph, root, direction, keepsOrder);
    Map<String, ElkNode> boxes = new HashMap<>();
    for (Node node : graph.nodes()) {
      ElkNode parent = node.cluster().map(frames::get).orElse(root);
      ElkNode box = ElkGraphUtil.createNode(parent);
      box.setDimensions(NodeShape.width(node), NodeShape.height(node));
      boxes.put(node.id(), box);
    }
    List<ElkEdge> arrows = new ArrayList<>();
    for (Edge edge : graph.edges()) {
      ElkEdge arrow = ElkGraphUtil.createSimpleEdge(at(boxes, edge.from()), at(boxes, edge.to()));
      label(edge, arrow, direction);
      arrows.add(arrow);
    }
    Deadline deadline = new Deadline(limit);
    try {
      new LayeredLayoutProvider().layout(root, deadline);
    } catch (RuntimeException e) {
      // A layout that is stopped on its way may leave parts that the next phase cannot read.
      if (!deadline.isCanceled()) {
        throw e;
      }
    }
    if (deadline.isCanceled()) {
      return Optional.empty();
    }

    Map<String, Box> nodeBoxes = new LinkedHashMap<>();
    graph.nodes().forEach(n -> nodeBoxes.put(n.id(), box(at(boxes, n.id()))));
    Map<String, Box> clusters = new LinkedHashMap<>();
    frames.forEach((id, frame) -> clusters.put(id, box(frame)));
    List<Route> routes = arrows.stream().map(GraphLayout::route).toList();
    return Optional.of(
        new GraphLayout(nodeBoxes, clusters, routes, root.getWidth(), root.getHeight()));
  }

  /// Stops the layout when its time is over.
  private static final class Deadline extends BasicProgressMonitor {
    private final long end;

    Deadline(Optional<Duration> limit) {
      end = limit.map(some -> System.nanoTime() + some.toNanos()).orElse(Long.MAX_VALUE);
    }

    @Override
    public boolean isCanceled() {
      return end != Long.MAX_VALUE && System.nanoTime() - end >= 0;
    }
  }

  /// The box of the node with the given id.
  Box node(String id) {
    return at(nodes, id);
  }

  /// The frame of the cluster with the given id.
  Box cluster(String id) {
    return at(clusters, id);
  }

  /// The graph has already checked that every id it uses exists.
  private static <T> T at(Map<String, T> parts, String id) {
    T part = parts.get(id);
    if (part == null) {
      throw new IllegalStateException("graph: no part " + id);
    }
    return part;
  }

  private static void options(ElkNode node, GraphDirection direction, boolean keepsOrder) {
    node.setProperty(
        LayeredOptions.DIRECTION,
        direction == GraphDirection.RIGHT ? Direction.RIGHT : Direction.DOWN);
    node.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
    node.setProperty(LayeredOptions.HIERARCHY_HANDLING, HierarchyHandling.INCLUDE_CHILDREN);
    node.setProperty(LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.NETWORK_SIMPLEX);
    if (keepsOrder) {
      node.setProperty(
          LayeredOptions.CONSIDER_MODEL_ORDER_STRATEGY, OrderingStrategy.NODES_AND_EDGES);
    }
    node.setProperty(LayeredOptions.RANDOM_SEED, 1);
    node.setProperty(LayeredOptions.SPACING_NODE_NODE, 24.0);
    node.setProperty(LayeredOptions.SPACING_EDGE_NODE, 16.0);
    node.setProperty(LayeredOptions.SPACING_EDGE_EDGE, 14.0);
    node.setProperty(LayeredOptions.SPACING_EDGE_LABEL, 2.0);
    node.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 30.0);
    node.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 16.0);
    node.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, 12.0);
    node.setProperty(LayeredOptions.PADDING, new ElkPadding(12));
  }

  private static Map<String, ElkNode> frames(
      Graph graph, ElkNode root, GraphDirection direction, boolean keepsOrder) {
    Map<String, Cluster> byId = new LinkedHashMap<>();
    graph.clusters().forEach(c -> byId.put(c.id(), c));
    Map<String, ElkNode> frames = new LinkedHashMap<>();
    graph.clusters().forEach(c -> frame(c, byId, frames, root, direction, keepsOrder));
    return frames;
  }

  private static ElkNode frame(
      Cluster cluster,
      Map<String, Cluster> byId,
      Map<String, ElkNode> frames,
      ElkNode root,
      GraphDirection direction,
      boolean keepsOrder) {
    ElkNode known = frames.get(cluster.id());
    if (known != null) {
      return known;
    }
    ElkNode parent = root;
    if (cluster.parent().isPresent()) {
      Cluster above = byId.get(cluster.parent().get());
      parent = above == null ? root : frame(above, byId, frames, root, direction, keepsOrder);
    }
    ElkNode frame = ElkGraphUtil.createNode(parent);
    options(frame, direction, keepsOrder);
    frame.setProperty(LayeredOptions.PADDING, new ElkPadding(30, 14, 14, 14));
    frame.setProperty(LayeredOptions.NODE_LABELS_PLACEMENT, NodeLabelPlacement.insideTopLeft());
    frames.put(cluster.id(), frame);
    return frame;
  }

  private static void label(Edge edge, ElkEdge arrow, GraphDirection direction) {
    double width = Math.max(EDGE.width(edge.value()), EDGE.width(edge.gradient()));
    if (width > 0) {
      // ELK ignores labels without text.
      ElkLabel label = ElkGraphUtil.createLabel(edge.value() + edge.gradient(), arrow);
      if (direction == GraphDirection.RIGHT) {
        label.setDimensions(width + 6, LABEL_HEIGHT);
      } else {
        // The texts are to the left and to the right of the edge.
        label.setDimensions(2 * width + 14, SIDE_HEIGHT);
      }
      label.setProperty(LayeredOptions.EDGE_LABELS_PLACEMENT, EdgeLabelPlacement.CENTER);
      label.setProperty(LayeredOptions.EDGE_LABELS_INLINE, true);
    }
  }

  private static Box box(ElkNode node) {
    Point origin = origin(node.getParent());
    return new Box(
        origin.x() + node.getX(), origin.y() + node.getY(), node.getWidth(), node.getHeight());
  }

  private static Route route(ElkEdge arrow) {
    Point origin = origin(arrow.getContainingNode());
    List<Point> corners = new ArrayList<>();
    for (ElkEdgeSection section : arrow.getSections()) {
      corners.add(origin.plus(section.getStartX(), section.getStartY()));
      for (ElkBendPoint bend : section.getBendPoints()) {
        corners.add(origin.plus(bend.getX(), bend.getY()));
      }
      corners.add(origin.plus(section.getEndX(), section.getEndY()));
    }
    Optional<Box> label =
        arrow.getLabels().stream()
            .findFirst()
            .map(l ->
                new Box(origin.x() + l.getX(), origin.y() + l.getY(), l.getWidth(), l.getHeight()));
    return new Route(corners, label);
  }

  /// ELK gives positions relative to the parent node.
  private static Point origin(ElkNode container) {
    double x = 0;
    double y = 0;
    for (ElkNode node = container; node != null; node = node.getParent()) {
      x += node.getX();
      y += node.getY();
    }
    return new Point(x, y);
  }
}
