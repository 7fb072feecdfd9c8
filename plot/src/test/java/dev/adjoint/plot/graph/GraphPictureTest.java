package dev.adjoint.plot.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.plot.picture.Box;
import dev.adjoint.plot.picture.Drawn;
import dev.adjoint.plot.picture.ParsedSvg;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.picture.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GraphPictureTest {

  /// f(x, y, z) = z·(x − y) at (4, 1, 3).
  private static Graph scalar() {
    return Graph.of(
        "f(x, y, z) = z·(x − y)",
        "Values forward, gradients backward.",
        List.of(
            Node.of("x", NodeKind.INPUT, "x"),
            Node.of("y", NodeKind.INPUT, "y"),
            Node.of("z", NodeKind.INPUT, "z"),
            Node.of("minus", NodeKind.OPERATION, "−"),
            Node.of("times", NodeKind.OPERATION, "×"),
            Node.of("f", NodeKind.OUTPUT, "f")),
        List.of(
            new Edge("x", "minus", "4", "3"),
            new Edge("y", "minus", "1", "−3"),
            new Edge("minus", "times", "3", "3"),
            new Edge("z", "times", "3", "3"),
            new Edge("times", "f", "9", "1")));
  }

  private static Graph nested() {
    return new Graph(
        "",
        "A layer in a layer.",
        List.of(
            Node.of("x", NodeKind.INPUT, "x").with("[0.9, 1.0]", Flow.FORWARD),
            Node.of("w", NodeKind.PARAMETER, "weight [2, 2]")
                .with("[[0.2, 0.3], [0.4, 0.5]]", Flow.FORWARD)
                .with("∂ [[−0.3, −0.3], [−0.4, −0.4]]", Flow.BACKWARD)
                .in("linear"),
            Node.of("matmul", NodeKind.OPERATION, "matmul").in("linear"),
            Node.of("relu", NodeKind.OPERATION, "ReLU").in("net"),
            Node.of("y", NodeKind.OUTPUT, "y")),
        List.of(
            new Edge("x", "matmul", "[0.9, 1.0]", ""),
            Edge.of("w", "matmul"),
            new Edge("matmul", "relu", "[0.48, 0.86]", "[−0.34, −0.40]"),
            new Edge("relu", "y", "[0.48, 0.86]", "[−0.34, −0.40]"),
            Edge.of("x", "y")),
        List.of(Cluster.of("linear", "0: Linear").in("net"), Cluster.of("net", "Sequential")));
  }

  @Test
  void everyNodeValueAndGradientIsWritten() {
    var svg = ParsedSvg.of(GraphPicture.of(scalar(), "value", "gradient"));

    assertThat(svg.texts())
        .contains("x", "y", "z", "−", "×", "f", "4", "1", "9", "−3", "value", "gradient")
        .contains("f(x, y, z) = z·(x − y)");
    assertThat(svg.texts().stream().filter("3"::equals)).hasSize(5);
    assertThat(svg.all("path")).as("one line an edge and two in the legend").hasSize(7);
  }

  @Test
  void textsDoNotLieOnEachOtherAndStayInside() {
    for (Graph graph : List.of(scalar(), nested())) {
      Picture picture = GraphPicture.of(graph, "value", "gradient");

      assertThat(Drawn.collisions(picture)).isEmpty();
      assertThat(Drawn.outside(picture)).isEmpty();
    }
  }

  @Test
  void nodesStandApartAndInsideTheirClusters() {
    GraphLayout layout = GraphLayout.of(nested());

    List<Box> boxes = new ArrayList<>(layout.nodes().values());
    for (int i = 0; i < boxes.size(); i++) {
      for (int j = i + 1; j < boxes.size(); j++) {
        assertThat(boxes.get(i).overlaps(boxes.get(j))).isFalse();
      }
    }
    Box net = layout.cluster("net");
    Box linear = layout.cluster("linear");
    assertThat(net.contains(linear)).isTrue();
    assertThat(linear.contains(layout.node("matmul"))).isTrue();
    assertThat(net.contains(layout.node("relu"))).isTrue();
    assertThat(net.overlaps(layout.node("y"))).isFalse();
    assertThat(new Box(0, 0, layout.width(), layout.height()).contains(net)).isTrue();
  }

  @Test
  void edgesLeaveAndReachTheirNodesAndRunLevelOrUpright() {
    Graph graph = nested();
    GraphLayout layout = GraphLayout.of(graph);

    for (int i = 0; i < graph.edges().size(); i++) {
      List<Point> corners = layout.edges().get(i).corners();
      Box from = layout.node(graph.edges().get(i).from());
      Box to = layout.node(graph.edges().get(i).to());
      assertThat(from.grow(0.5).contains(corners.getFirst())).isTrue();
      assertThat(to.grow(0.5).contains(corners.getLast())).isTrue();
      for (int k = 1; k < corners.size(); k++) {
        Point a = corners.get(k - 1);
        Point b = corners.get(k);
        assertThat(Math.min(Math.abs(a.x() - b.x()), Math.abs(a.y() - b.y()))).isLessThan(0.01);
      }
    }
  }

  @Test
  void edgeTextKeepsClearOfNodes() {
    GraphLayout layout = GraphLayout.of(nested());

    for (GraphLayout.Route route : layout.edges()) {
      Optional<Box> label = route.label();
      label.ifPresent(
          box -> assertThat(layout.nodes().values()).noneMatch(node -> node.overlaps(box)));
    }
    assertThat(layout.edges().stream().filter(r -> r.label().isPresent())).hasSize(3);
  }

  @Test
  void theFlowRunsFromLeftToRightInTheOrderGiven() {
    GraphLayout layout = GraphLayout.of(scalar());

    assertThat(layout.node("x").x()).isLessThan(layout.node("minus").x());
    assertThat(layout.node("minus").x()).isLessThan(layout.node("times").x());
    assertThat(layout.node("times").x()).isLessThan(layout.node("f").x());
    assertThat(layout.node("x").y()).isLessThan(layout.node("y").y());
  }

  @Test
  void sameGraphSameBytes() {
    assertThat(GraphPicture.of(nested()).toSvg()).isEqualTo(GraphPicture.of(nested()).toSvg());
  }

  @Test
  void pngIsDrawn() {
    Picture picture = GraphPicture.of(nested());
    var image = Drawn.png(picture, 1);

    assertThat(image.getWidth()).isEqualTo((int) Math.ceil(picture.width()));
    assertThat(Drawn.inked(image)).isGreaterThan(0.1);
  }

  @Test
  void twoEdgesBetweenTheSameNodesAreBothDrawn() {
    Graph square =
        Graph.of(
            "",
            "x·x",
            List.of(Node.of("x", NodeKind.INPUT, "x"), Node.of("y", NodeKind.OUTPUT, "×")),
            List.of(new Edge("x", "y", "3", "3"), new Edge("x", "y", "3", "3")));

    GraphLayout layout = GraphLayout.of(square);

    assertThat(layout.edges().get(0).corners()).isNotEqualTo(layout.edges().get(1).corners());
    assertThat(Drawn.collisions(GraphPicture.of(square))).isEmpty();
  }

  @Test
  void referencesMustExist() {
    Node a = Node.of("a", NodeKind.INPUT, "a");

    assertThatThrownBy(() -> Graph.of("", "", List.of(), List.of()))
        .hasMessage("graph: has no nodes; add at least one");
    assertThatThrownBy(() -> Graph.of("", "", List.of(a), List.of(Edge.of("a", "b"))))
        .hasMessage("graph: edge a → b refers to node b, which is not in the graph; add it");
    assertThatThrownBy(() -> Graph.of("", "", List.of(a.in("layer")), List.of()))
        .hasMessage("graph: node a refers to cluster layer, which is not in the graph; add it");
    assertThatThrownBy(() -> Graph.of("", "", List.of(a, a), List.of()))
        .hasMessage("graph: every node needs its own id, but two have a");
    assertThatThrownBy(
            () -> new Graph("", "", List.of(a), List.of(), List.of(Cluster.of("c", "").in("c"))))
        .hasMessage("graph: a cluster cannot contain itself, but c does");
  }
}
