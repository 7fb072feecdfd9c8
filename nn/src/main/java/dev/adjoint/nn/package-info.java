/// Networks: layers as records, and their parameters.
///
/// - [Layer] and [PureLayer]: a part of a network with its `forward`; [Pass] says whether this is
///   training or inference.
/// - [Linear], [Bilinear], [Conv1d], [Conv2d], [Conv3d], [ConvTranspose1d], [ConvTranspose2d],
///   [ConvTranspose3d], [BatchNorm1d], [BatchNorm2d], [BatchNorm3d], [InstanceNorm], [LayerNorm],
///   [GroupNorm], [RmsNorm], [MaxPool2d], [AvgPool2d], [AdaptiveAvgPool2d], [Activation],
///   [LeakyRelu], [Elu], [Prelu], [Softmax], [Dropout], [Flatten], [Unflatten], [Unsqueeze],
///   [Lambda], [Sequential]: the layers.
/// - [Embedding], [MultiheadAttention], [CrossAttention], [TransformerEncoderLayer],
///   [TransformerEncoder], [TransformerDecoderLayer], [TransformerDecoder], [Transformer]:
///   transformers and their parts.
/// - [SparseEmbedding]: a large table whose training costs the used rows. [EmbeddingBag],
///   [TimePooling]: one vector for a bag or a sequence.
/// - [Lstm]: sequences through long short-term memories; [LstmCell], [LstmState], [LstmOutput].
/// - [Gru]: sequences through gated recurrent units; [GruCell], [GruOutput]. [Rnn], [RnnCell]:
///   simple recurrent cells.
/// - [Ensemble]: several networks whose answers are averaged.
/// - [Initializer]: the numbers that training starts from.
/// - [Parameters]: the parameters of any model by their paths, `encoder.0.weight`;
///   [FunctionalCall]: a model with other tensors instead of its parameters, [ReplacedLayers] one
///   with other layers.
///
/// More layers are in `dev.adjoint.nn.activation`, `.dropout`, `.image` and `.pooling`; losses are
/// in `dev.adjoint.nn.loss`, optimizers and schedules in `.optim`, metrics in `.metric`, smaller
/// weights for inference in `.quantize`.
@NullMarked
package dev.adjoint.nn;

import org.jspecify.annotations.NullMarked;
