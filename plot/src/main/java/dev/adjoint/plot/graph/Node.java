package dev.adjoint.plot.graph;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A node of a graph.
///
/// @param id unlike that of any other node of the graph
/// @param label what it is called, in bold
/// @param notes lines below the label
/// @param cluster the id of the cluster it lies in, if any
public record Node(String id, Kind kind, String label, List<Note> notes, Optional<String> cluster) {

  public Node {
    notes = List.copyOf(notes);
  }

  /// A node with a label alone.
  public static Node of(String id, Kind kind, String label) {
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
