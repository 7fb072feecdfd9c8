package dev.adjoint.explain.derivation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.plot.graph.Edge;
import dev.adjoint.plot.graph.Flow;
import dev.adjoint.plot.graph.Graph;
import dev.adjoint.plot.graph.GraphPicture;
import dev.adjoint.plot.graph.Node;
import dev.adjoint.plot.graph.NodeKind;
import dev.adjoint.plot.graph.Note;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.Trace;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TraceGraphTest {

  private static Graph graph(Supplier<Tensor> work, NamedTensor... names) {
    Tensor[] result = new Tensor[1];
    Trace trace = Trace.of(() -> result[0] = work.get());
    return TraceGraph.of("title", "description", trace, result[0], List.of(names));
  }

  private static String label(Graph graph, String id) {
    return graph.nodes().stream()
        .filter(node -> node.id().equals(id))
        .map(Node::label)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> edges(Graph graph) {
    return graph.edges().stream()
        .map(e ->
            "%s → %s: %s, %s"
                .formatted(label(graph, e.from()), label(graph, e.to()), e.value(), e.gradient()))
        .toList();
  }

  @Test
  void everyEdgeCarriesItsValueAndItsGradient() {
    Parameter x = Parameter.of(Tensor.scalar(ElementType.F64, 4.0));
    Parameter y = Parameter.of(Tensor.scalar(ElementType.F64, 1.0));
    Parameter z = Parameter.of(Tensor.scalar(ElementType.F64, 3.0));
    Graph graph =
        graph(
            () -> z.value().multiply(x.value().subtract(y.value())),
            NamedTensor.parameter("x", x),
            NamedTensor.parameter("y", y),
            NamedTensor.parameter("z", z));

    assertThat(edges(graph))
        .containsExactly(
            "x → −: 4, 3", "y → −: 1, −3", "z → ×: 3, 3", "− → ×: 3, 3", "× → result: 9, 1");
    assertThat(graph.nodes())
        .filteredOn(node -> node.kind() == NodeKind.PARAMETER)
        .extracting(Node::label)
        .containsExactly("x", "y", "z");
  }

  @Test
  void eachEdgeOfABranchCarriesItsOwnContributionAndTheNodeTheSum() {
    Tensor x = Tensor.scalar(ElementType.F64, 3.0).requiresGrad();
    Graph graph = graph(() -> x.multiply(2).multiply(x.square()), NamedTensor.input("x", x));

    assertThat(edges(graph))
        .containsExactly(
            "x → ×: 3, 18",
            "2 → ×: 2, ",
            "x → square: 3, 36",
            "× → ×: 6, 9",
            "square → ×: 9, 6",
            "× → result: 54, 1");
    assertThat(graph.nodes().getFirst().notes()).containsExactly(new Note("Σ 54", Flow.BACKWARD));
  }

  @Test
  void anInputUsedTwiceByOneOperationHasTwoEdges() {
    Tensor x = Tensor.scalar(ElementType.F64, 3.0).requiresGrad();

    assertThat(edges(graph(() -> x.multiply(x), NamedTensor.input("x", x))))
        .containsExactly("x → ×: 3, 3", "x → ×: 3, 3", "× → result: 9, 1");
  }

  @Test
  void whatTheResultDoesNotDependOnIsLeftOut() {
    Tensor x = Tensor.scalar(ElementType.F64, 3.0).requiresGrad();
    Graph graph =
        graph(
            () -> {
              Tensor unused = x.exp();
              assertThat(unused.isTracked()).isTrue();
              return x.square();
            },
            NamedTensor.input("x", x));

    assertThat(edges(graph)).containsExactly("x → square: 3, 6", "square → result: 9, 1");
  }

  @Test
  void theReshapeThatASumEndsWithHasNoNode() {
    Tensor x = Tensor.of(ElementType.F64, 1.0, 2.0).requiresGrad();
    Tensor y = Tensor.scalar(ElementType.F64, 3.0).requiresGrad();
    Graph graph =
        graph(() -> x.sum().multiply(y), NamedTensor.input("x", x), NamedTensor.input("y", y));

    assertThat(graph.nodes()).extracting(Node::label).containsExactly("x", "Σ", "y", "×", "result");
    assertThat(edges(graph))
        .containsExactly("x → Σ: [1, 2], [3, 3]", "Σ → ×: 3, 3", "y → ×: 3, 3", "× → result: 9, 1");
  }

  @Test
  void largeTensorsShowTheirShape() {
    Tensor x = Tensor.ones(ElementType.F64, Shape.of(3, 4));
    Tensor leaf = x.requiresGrad();
    Graph graph = graph(() -> leaf.relu().mean(), NamedTensor.input("x", leaf));

    assertThat(graph.edges().getFirst())
        .extracting(Edge::value, Edge::gradient)
        .containsExactly("[3, 4]", "[3, 4]");
    assertThat(TensorLabel.of(Tensor.of(ElementType.F64, new double[][] {{1, 2}, {3, 4}}), 4))
        .isEqualTo("[[1, 2], [3, 4]]");
  }

  @Test
  void theGraphCanBeDrawn() {
    Tensor x = Tensor.scalar(ElementType.F64, 3.0).requiresGrad();
    Graph graph = graph(() -> x.square().exp(), NamedTensor.input("x", x));

    assertThat(GraphPicture.of(graph).toSvg()).contains(">square<", ">exp<", ">result<");
  }
}
