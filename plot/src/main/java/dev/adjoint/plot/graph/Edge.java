package dev.adjoint.plot.graph;

/// An arrow between two nodes.
///
/// @param from the id of the node that gives the value
/// @param to the id of the node that takes it
/// @param value what flows forward, written above the arrow; empty for nothing
/// @param gradient what flows back, written below it; empty for nothing
public record Edge(String from, String to, String value, String gradient) {

  /// An arrow without text.
  public static Edge of(String from, String to) {
    return new Edge(from, to, "", "");
  }
}
