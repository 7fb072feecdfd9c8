package dev.adjoint.plot.graph;

import java.util.Optional;

/// A frame around nodes, such as a layer. A cluster can contain other clusters.
///
/// @param id unique among the clusters of the graph
/// @param parent the id of the cluster that contains this one, if any
public record Cluster(String id, String label, Optional<String> parent) {

  /// A cluster that is in no other cluster.
  public static Cluster of(String id, String label) {
    return new Cluster(id, label, Optional.empty());
  }

  /// The cluster inside the one with the given id.
  public Cluster in(String parent) {
    return new Cluster(id, label, Optional.of(parent));
  }
}
