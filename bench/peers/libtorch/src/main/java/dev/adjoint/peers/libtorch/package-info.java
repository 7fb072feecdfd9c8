/// libtorch, built step by step as PyTorch does it, through JavaCPP's presets.
///
/// - [Libtorch] is the program.
/// - [Parameters]: the weights, to differentiate by. One [Model] a workload: [Mlp], [Cnn], [Gpt],
///   [Lstm], [Resnet].
/// - [Update] changes the weights: [Fused] by the kernels that Python calls with `fused=True`,
///   [PlainSgd] by the optimizer of the C++ library.
/// - [Training], [RowInference] and [SquareProduct] are what is measured.
@NullMarked
package dev.adjoint.peers.libtorch;

import org.jspecify.annotations.NullMarked;
