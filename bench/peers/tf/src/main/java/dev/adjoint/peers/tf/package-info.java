/// TensorFlow-Java in graph mode: one run of the session is one training step.
///
/// - [TensorFlowGraphs] is the program.
/// - [Variables] builds the graph's weights in the layouts that TensorFlow wants ([Layout]) and the
///   layers that several models have. One class a model: [Networks] has the small ones, then [Gpt],
///   [Lstm], [Resnet].
/// - [Updates] adds the gradients and what they do to the weights; TensorFlow-Java's own optimizers
///   have no release for this version.
/// - [Training], [RowInference] and [SquareProducts] are what is measured.
@NullMarked
package dev.adjoint.peers.tf;

import org.jspecify.annotations.NullMarked;
