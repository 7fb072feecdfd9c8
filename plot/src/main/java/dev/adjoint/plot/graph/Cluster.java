package dev.adjoint.plot.graph;

import java.util.Optional;

/// A frame around nodes, such as a layer; clusters may lie in clusters.
///
/// @param id unlike that of any other cluster of the graph
/// @param parent the id of the cluster it lies in, if any
public record Cluster(String id, String label, Optional<String> parent) {

  /// A cluster that lies in no other.
  public static Cluster of(String id, String label) {
    return new Cluster(id, label, Optional.empty());
  }

  /// The cluster inside the one with the given id.
  public Cluster in(String parent) {
    return new Cluster(id, label, Optional.of(parent));
  }
}
