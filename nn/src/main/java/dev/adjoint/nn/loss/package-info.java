/// Losses: how far an output is from its target, as a single number.
///
/// [Loss] is the interface; each loss is a record with its [Averaging]. The order of arguments is
/// PyTorch's, `(input, target)`; Keras has them the other way round. Losses of three or four
/// tensors have a method `of` with their arguments and no common interface.
///
/// - Numbers: [MseLoss], [SquaredErrorLoss], [L1Loss], [HuberLoss], [SmoothL1Loss], [LogCoshLoss],
///   [PoissonNllLoss], [GaussianNllLoss].
/// - Classes: [CrossEntropyLoss], [NllLoss], [KlDivLoss], [FocalLoss], [MultiMarginLoss],
///   [ProbabilityCrossEntropyLoss]. Yes or no, and several classes at once: [BceWithLogitsLoss],
///   [BceLoss], [BinaryFocalLoss], [SoftMarginLoss], [HingeLoss], [MultiLabelMarginLoss],
///   [MultiLabelSoftMarginLoss].
/// - Pairs and triplets: [MarginRankingLoss], [CosineEmbeddingLoss], [HingeEmbeddingLoss],
///   [TripletMarginLoss], [InfoNceLoss].
/// - Regions of images: [TverskyLoss] with Dice and Jaccard. Sequences: [CtcLoss].
@NullMarked
package dev.adjoint.nn.loss;

import org.jspecify.annotations.NullMarked;
