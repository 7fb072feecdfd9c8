/// From a data source to a trained model in a folder, and back to predictions.
///
/// | where | what |
/// |---|---|
/// | [dev.adjoint.pipeline.Training] | what a run is made of; [dev.adjoint.pipeline.TrainingRun] is the run, [dev.adjoint.pipeline.TrainingResult] its result |
/// | [dev.adjoint.pipeline.TrainedModel] | answers for new samples: [dev.adjoint.pipeline.Predictions] of [dev.adjoint.pipeline.Prediction]; [dev.adjoint.pipeline.EvaluationResult] says how good it is, from [dev.adjoint.pipeline.Outputs] |
/// | [dev.adjoint.pipeline.ReplayedRun] | any step of a run again, with the same bits |
/// | `dev.adjoint.pipeline.generate` | texts from language models |
/// | `dev.adjoint.pipeline.language` | the networks that write texts |
/// | `dev.adjoint.pipeline.network` | the networks that models are made of, as plain data |
/// | `dev.adjoint.pipeline.settings` | how a run trains, and what fits the data where nothing is said |
/// | `dev.adjoint.pipeline.source` | the kinds of data that can be trained on |
/// | `dev.adjoint.pipeline.look` | what data is, before any training |
/// | `dev.adjoint.pipeline.input` | new samples for a trained model |
/// | `dev.adjoint.pipeline.folder` | the files that a run leaves |
///
/// Kinds of networks, data and preprocessing are open: a new one is one class and one line in the
/// list of its kinds.
@NullMarked
package dev.adjoint.pipeline;

import org.jspecify.annotations.NullMarked;
