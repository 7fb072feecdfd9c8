/// Graphs of values: computational graphs and networks of units, laid out and drawn.
///
/// - [Graph] is the model: [Node] of a [Kind] with [Note] lines, [Edge] with value and gradient,
///   [Cluster] for layers.
/// - [GraphPicture] draws it; [GraphLayout] finds the places with Eclipse ELK's layered algorithm.
/// - [Network] is a net of units in columns with weights and error signals; [NetworkPicture] draws
///   it.
@NullMarked
package dev.adjoint.plot.graph;

import org.jspecify.annotations.NullMarked;
