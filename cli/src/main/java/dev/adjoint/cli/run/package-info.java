/// The commands `look`, `train`, `predict` and `evaluate`: they read options and print; the module
/// `pipeline` does the work.
///
/// - [LookCommand], [TrainCommand], [PredictCommand], [EvaluateCommand]: the command lines.
/// - [DataOptions], [NetworkOptions], [TrainingOptions]: the options of `train`; [PlanOptions]:
///   those that kinds of data and networks have.
/// - [TrainingSession]: a training run as it prints, with [ProgressPrinter] and [Interruption].
/// - The pictures and the pages that a run leaves are in `dev.adjoint.cli.report`.
@NullMarked
package dev.adjoint.cli.run;

import org.jspecify.annotations.NullMarked;
