/// The workloads that Adjoint is measured with, W1 to W17, and the process that runs one of them.
///
/// What each is to the last constant (weights, batches, optimizer) is in `docs/benchmarks.md`; so
/// every library that runs them does equal work, and the losses prove it.
///
/// - [Workload] lists them; [TrainingWorkload], [Inference], [BatchInference], [GptDecoding] and
///   [SquareProduct] are what they do with Adjoint.
/// - [SplitMix], [DrawnWeights] and [DrawnBatches] make the same weights and batches in every
///   language.
/// - One record a model: [TinyNet], [DigitsMlp], [DigitsCnn], [CharGpt], [SequenceLstm],
///   [Resnet20], [EmbeddingRecommender], [SequenceGru]; W9, W10 and W12 have networks of the module
///   `models`.
/// - [Turns] is the process that measures a [Library] on one workload whenever it gets the command
///   to, with [Timed], [DecodingTurns] and [InferenceTurns], and says so by [Protocol]; [Runner] is
///   that process for Adjoint.
///
/// [Workload], [Library], [Turns], [DecodingTurns], [InferenceTurns], [Timed], [Protocol] and
/// [SplitMix] use nothing of Adjoint: the other libraries' runners in `bench/peers` are compiled
/// with them and measured by them.
@NullMarked
package dev.adjoint.bench.workload;

import org.jspecify.annotations.NullMarked;
