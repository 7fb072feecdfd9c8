/// Networks: layers as records, and their parameters.
///
/// - [Layer] and [PureLayer]: a part of a network with its `forward`; [Pass] says whether this is
///   training or inference.
/// - [Linear], [Conv1d], [Conv2d], [BatchNorm1d], [BatchNorm2d], [LayerNorm], [GroupNorm],
///   [RmsNorm], [MaxPool2d], [AvgPool2d], [AdaptiveAvgPool2d], [Activation], [LeakyRelu], [Elu],
///   [Prelu], [Softmax], [Dropout], [Flatten], [Unflatten], [Unsqueeze], [Sequential]: the layers.
/// - [Embedding], [MultiheadAttention], [TransformerEncoderLayer], [TransformerEncoder]:
///   transformers and their parts.
/// - [EmbeddingBag], [TimePooling]: one vector for a bag or a sequence.
/// - [Lstm]: sequences through long short-term memories; [LstmCell], [LstmState], [LstmOutput].
/// - [Gru]: sequences through gated recurrent units; [GruCell], [GruOutput].
/// - [Initializer]: the numbers that training starts from.
/// - [Parameters]: the parameters of any model by their paths, `encoder.0.weight`;
///   [FunctionalCall]: a model with other tensors instead of its parameters.
///
/// Losses are in `dev.adjoint.nn.loss`, optimizers and schedules in `.optim`, metrics in `.metric`.
@NullMarked
package dev.adjoint.nn;

import org.jspecify.annotations.NullMarked;
