package dev.adjoint.explain.drawing;

import java.util.ArrayList;
import java.util.List;

/// The layer in which each operation ran. Layers with parameters say it themselves; an operation
/// between them, such as the sum of a residual block, is in the block that is around it.
///
/// Of operations between two layers, those are in the innermost layer around both. Behind the last
/// layer of a numbered block, such as `h.3.mlp.down`, the block continues up to the last operation
/// that joins two values, and as long as the shape then stays the same.
final class LayerPaths {

  private LayerPaths() {}

  /// The graph with a path for each operation that is in a layer.
  static ComputationGraph completed(ComputationGraph graph) {
    List<ComputationGraph.Step> steps = new ArrayList<>(graph.operations());
    for (int i = 0; i < steps.size(); ) {
      int end = i;
      while (end < steps.size() && steps.get(end).path().isEmpty()) {
        end++;
      }
      if (end > i && i > 0) {
        String before = graph.operations().get(i - 1).path();
        String after = end < steps.size() ? steps.get(end).path() : "";
        complete(graph, steps, i, end, before, after);
      }
      i = Math.max(end, i + 1);
    }
    return new ComputationGraph(graph.values(), steps, graph.result());
  }

  private static void complete(
      ComputationGraph graph,
      List<ComputationGraph.Step> steps,
      int from,
      int to,
      String before,
      String after) {
    String around = Folding.common(before, after);
    String block = block(before);
    boolean isInBlock = Folding.depth(block) > Folding.depth(around);
    int last = isInBlock ? end(graph, from, to) : from;
    for (int i = from; i < to; i++) {
      ComputationGraph.Step step = steps.get(i);
      String path = i < last ? block : around;
      steps.set(
          i,
          new ComputationGraph.Step(
              step.label(), path, step.inputs(), step.gradients(), step.visit()));
    }
  }

  /// The numbered block around a layer: `h.3` for `h.3.mlp.down`; empty if there is none.
  private static String block(String layer) {
    for (int depth = Folding.depth(layer) - 1; depth >= 1; depth--) {
      String prefix = Folding.prefix(layer, depth);
      String name = prefix.substring(prefix.lastIndexOf('.') + 1);
      if (name.chars().allMatch(Character::isDigit)) {
        return prefix;
      }
    }
    return "";
  }

  /// Behind the last operation that still belongs to a block.
  private static int end(ComputationGraph graph, int from, int to) {
    int end = from;
    for (int i = from; i < to; i++) {
      long computed =
          graph.operations().get(i).inputs().stream()
              .filter(id -> graph.values().get(id).maker().isPresent())
              .count();
      end = computed > 1 ? i + 1 : end;
    }
    while (end < to && keepsShape(graph, end)) {
      end++;
    }
    return end;
  }

  private static boolean keepsShape(ComputationGraph graph, int operation) {
    int input = graph.operations().get(operation).inputs().getFirst();
    return graph.values().stream()
        .filter(value -> value.maker().isPresent() && value.maker().getAsInt() == operation)
        .allMatch(
            value -> value.tensor().shape().equals(graph.values().get(input).tensor().shape()));
  }
}
