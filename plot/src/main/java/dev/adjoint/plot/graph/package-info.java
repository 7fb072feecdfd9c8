/// Graphs of values: computational graphs and networks of units, with their layout and drawing.
///
/// - [Graph] is the model: a [Node] has a [NodeKind] and [Note] lines, an [Edge] has a value and a
///   gradient, and a [Cluster] groups nodes, for example into a layer.
/// - [GraphPicture] draws the graph in a [GraphDirection]; [GraphLayout] places its parts with
///   Eclipse ELK's layered algorithm.
/// - [Network] is a net of units in columns with weights and error signals; [NetworkPicture] draws
///   it.
@NullMarked
package dev.adjoint.plot.graph;

import org.jspecify.annotations.NullMarked;
