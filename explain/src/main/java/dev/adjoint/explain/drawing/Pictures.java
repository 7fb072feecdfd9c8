package dev.adjoint.explain.drawing;

import dev.adjoint.explain.trace.Role;
import dev.adjoint.explain.trace.StepTrace;
import dev.adjoint.nn.Layer;
import dev.adjoint.plot.graph.Graph;
import dev.adjoint.plot.graph.GraphDirection;
import dev.adjoint.plot.graph.GraphPicture;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.tensor.Tensor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The computational graph of a whole model as a picture.
///
/// ```java
/// Picture picture = Pictures.graph(model, input);
/// Files.writeString(Path.of("model.svg"), picture.toSvg());
/// Files.write(Path.of("model.png"), picture.dark().toPng(2));
/// ```
///
/// Each node is an operation with its number in the order of the forward pass, or a whole layer
/// where the graph would be too large; frames are layers. An edge has the shape of its value, or
/// the numbers if there are only one or two. After a traced step it also has the length of the
/// gradient that comes back along it, and each operation its position in the backward pass, behind
/// `∂`.
public final class Pictures {

  /// The usual number of nodes.
  public static final int NODES = 40;

  private static final int FEWEST = 4;
  private static final int LONGEST_ROW = 9;
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private Pictures() {}

  /// The graph of the forward pass of a model for this input.
  public static Picture graph(Layer model, Tensor input) {
    return graph(model, input, "", NODES);
  }

  /// The same with a title and with at most about so many nodes.
  ///
  /// @param nodes at least 4; operations and layers are put together until there are no more
  public static Picture graph(Layer model, Tensor input, String title, int nodes) {
    return draw(ComputationGraph.of(model, input), title, nodes);
  }

  /// The graph of a traced step, with its gradients.
  public static Picture graph(StepTrace trace, String title, int nodes) {
    return draw(ComputationGraph.of(trace), title, nodes);
  }

  private static Picture draw(ComputationGraph source, String title, int nodes) {
    if (nodes < FEWEST) {
      throw new IllegalArgumentException(
          "draw: %d nodes are allowed but a graph needs at least %d; 40 are usual"
              .formatted(nodes, FEWEST));
    }
    for (int most = nodes; ; most = Math.max(FEWEST, most / 2)) {
      Optional<Duration> limit = most > FEWEST ? Optional.of(LIMIT) : Optional.empty();
      Optional<Picture> picture = within(source, title, most, limit);
      if (picture.isPresent()) {
        return picture.get();
      }
    }
  }

  private static Optional<Picture> within(
      ComputationGraph source, String title, int most, Optional<Duration> limit) {
    boolean isSmall = source.operations().size() + given(source) <= most;
    List<Folding.Group> groups = Folding.of(source, most);
    boolean hasGradients = source.operations().stream().anyMatch(step -> step.visit().isPresent());
    Graph graph =
        GraphOfModel.of(source, groups, isSmall, title, description(source, groups.size()));
    return GraphPicture.of(
        graph,
        "value or shape",
        hasGradients ? "gradient, ‖·‖ is its length" : "",
        groups.size() > LONGEST_ROW ? GraphDirection.DOWN : GraphDirection.RIGHT,
        limit);
  }

  private static long given(ComputationGraph source) {
    return source.values().stream().filter(value -> value.maker().isEmpty()).count();
  }

  private static String description(ComputationGraph source, int shown) {
    long parameters =
        source.values().stream()
            .filter(value -> value.role() == Role.PARAMETER)
            .mapToLong(value -> value.tensor().shape().count())
            .sum();
    int operations = source.operations().size();
    return shown == operations
        ? "%,d operations and %,d parameters.".formatted(operations, parameters)
        : "%,d operations in %,d nodes, and %,d parameters."
            .formatted(operations, shown, parameters);
  }
}
