/// Networks: layers as records, and what finds their parameters.
///
/// - [Layer] and [PureLayer]: what has a `forward`; [Pass] says whether this is training or
///   inference.
/// - [Linear], [Conv2d], [BatchNorm1d], [BatchNorm2d], [LayerNorm], [MaxPool2d], [AvgPool2d],
///   [AdaptiveAvgPool2d], [Activation], [LeakyRelu], [Elu], [Prelu], [Softmax], [Dropout],
///   [Flatten], [Sequential]: the layers.
/// - [Embedding], [MultiheadAttention]: what transformers are made of.
/// - [Lstm]: sequences through long short-term memories; [LstmCell], [LstmState], [LstmOutput].
/// - [Initializer]: the numbers that training starts from.
/// - [Parameters]: the parameters of any model by their paths, `encoder.0.weight`.
///
/// Losses are in `dev.adjoint.nn.loss`, optimizers and schedules in `.optim`, metrics in `.metric`.
@NullMarked
package dev.adjoint.nn;

import org.jspecify.annotations.NullMarked;
