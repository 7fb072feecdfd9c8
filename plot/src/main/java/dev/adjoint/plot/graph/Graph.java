package dev.adjoint.plot.graph;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A directed graph that is drawn from left to right.
///
/// @param title shown above the picture; empty for none
/// @param description one sentence that says what the picture shows, for readers who cannot see it
public record Graph(
    String title, String description, List<Node> nodes, List<Edge> edges, List<Cluster> clusters) {

  public Graph {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    clusters = List.copyOf(clusters);
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("graph: has no nodes; add at least one");
    }
    Map<String, Optional<String>> parents = new HashMap<>();
    for (Cluster cluster : clusters) {
      if (parents.put(cluster.id(), cluster.parent()) != null) {
        throw new IllegalArgumentException(
            "graph: every cluster needs its own id, but two have " + cluster.id());
      }
    }
    Set<String> ids = new HashSet<>();
    for (Node node : nodes) {
      if (!ids.add(node.id())) {
        throw new IllegalArgumentException(
            "graph: every node needs its own id, but two have " + node.id());
      }
      node.cluster()
          .ifPresent(c -> require(parents.containsKey(c), "node " + node.id(), "cluster " + c));
    }
    for (Edge edge : edges) {
      String name = "edge " + edge.from() + " → " + edge.to();
      require(ids.contains(edge.from()), name, "node " + edge.from());
      require(ids.contains(edge.to()), name, "node " + edge.to());
    }
    for (Cluster cluster : clusters) {
      requireRoot(cluster, parents);
    }
  }

  /// A graph without clusters.
  public static Graph of(String title, String description, List<Node> nodes, List<Edge> edges) {
    return new Graph(title, description, nodes, edges, List.of());
  }

  private static void require(boolean isThere, String what, String missing) {
    if (!isThere) {
      throw new IllegalArgumentException(
          "graph: %s refers to %s, which is not in the graph; add it".formatted(what, missing));
    }
  }

  private static void requireRoot(Cluster cluster, Map<String, Optional<String>> parents) {
    String id = cluster.id();
    for (int steps = 0; steps <= parents.size(); steps++) {
      Optional<String> above = parents.getOrDefault(id, Optional.empty());
      if (above.isEmpty()) {
        return;
      }
      String inner = id;
      id = above.get();
      require(parents.containsKey(id), "cluster " + inner, "cluster " + id);
    }
    throw new IllegalArgumentException(
        "graph: a cluster cannot contain itself, but %s does".formatted(cluster.id()));
  }
}
