/// DJL's trainer on its PyTorch engine, whose natives are an official build of libtorch with MKL
/// and oneDNN.
///
/// - [Djl] is the program, [Networks] and [Gpt] are the models.
/// - [InitialWeights] puts the workload's weights into a model.
/// - [Training], [RowInference] and [SquareProduct] are what is measured.
@NullMarked
package dev.adjoint.peers.djl;

import org.jspecify.annotations.NullMarked;
