/// Training a model on data and using it: the commands `train`, `predict` and `evaluate`.
///
/// - [TrainCommand], [PredictCommand], [EvaluateCommand]: the command lines.
/// - [DataSource], [Settings], [Architecture]: what a run is made of, as it stands in `model.json`.
/// - [Choices]: the settings that are found from the data where the user says nothing.
/// - [RunFolder], [SavedModel]: the files of a run.
/// - [ProgressPrinter], [RunReport]: what a run shows.
@NullMarked
package dev.adjoint.cli.run;

import org.jspecify.annotations.NullMarked;
