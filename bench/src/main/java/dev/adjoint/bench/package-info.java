/// JMH's benchmarks of operations over growing sizes, and what all programs of this module share.
///
/// - One class a family: [MatmulBenchmark], [ConvolutionBenchmark], [NormalizationBenchmark],
///   [AttentionBenchmark], [LstmBenchmark], [LossBenchmark], [ReductionBenchmark],
///   [ElementwiseBenchmark] and [UpdateBenchmark]; [Recorded] is an operation as most of them
///   measure it.
/// - [MatmulAgainstBlas] compares the matrix product with [OpenBlas], over a [MatrixShape].
/// - [Arguments] reads the options of the commands, [MeasuredPage] leaves what they measured.
@NullMarked
package dev.adjoint.bench;

import org.jspecify.annotations.NullMarked;
