package dev.adjoint.plot.graph;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A node of a graph.
///
/// @param id unique among the nodes of the graph
/// @param label the name of the node, in bold
/// @param notes lines below the label
/// @param cluster the id of the cluster that contains the node, if any
public record Node(
    String id, NodeKind kind, String label, List<Note> notes, Optional<String> cluster) {

  public Node {
    notes = List.copyOf(notes);
  }

  /// A node that has only a label.
  public static Node of(String id, NodeKind kind, String label) {
    return new Node(id, kind, label, List.of(), Optional.empty());
  }

  /// The node with one more line.
  public Node with(String text, Flow flow) {
    List<Note> more = Stream.concat(notes.stream(), Stream.of(new Note(text, flow))).toList();
    return new Node(id, kind, label, more, cluster);
  }

  /// The node inside the cluster with the given id.
  public Node in(String cluster) {
    return new Node(id, kind, label, notes, Optional.of(cluster));
  }
}
