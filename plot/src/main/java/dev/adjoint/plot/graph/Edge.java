package dev.adjoint.plot.graph;

/// An arrow between two nodes.
///
/// @param from the id of the node that produces the value
/// @param to the id of the node that uses the value
/// @param value the value that flows forward, written above the arrow; empty for nothing
/// @param gradient the gradient that flows back, written below the arrow; empty for nothing
public record Edge(String from, String to, String value, String gradient) {

  /// An arrow without text.
  public static Edge of(String from, String to) {
    return new Edge(from, to, "", "");
  }
}
