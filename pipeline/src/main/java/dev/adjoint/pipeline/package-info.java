/// From a data source to a trained model in a folder, and back to predictions.
///
/// | where | what |
/// |---|---|
/// | [dev.adjoint.pipeline.Training] | the data and settings of a run; [dev.adjoint.pipeline.TrainingRun] is the run, [dev.adjoint.pipeline.TrainingResult] its result |
/// | [dev.adjoint.pipeline.TrainedModel] | answers for new samples: [dev.adjoint.pipeline.Predictions] of [dev.adjoint.pipeline.Prediction]; [dev.adjoint.pipeline.EvaluationResult] says how good it is, from [dev.adjoint.pipeline.Outputs] |
/// | [dev.adjoint.pipeline.ReplayedRun] | replays a run to any step, with the same bits |
/// | `dev.adjoint.pipeline.attribution` | what an answer depends on, input by input |
/// | `dev.adjoint.pipeline.generate` | texts from language models |
/// | `dev.adjoint.pipeline.network` | the networks that models are made of, as plain data |
/// | `dev.adjoint.pipeline.settings` | how a run trains, and the defaults that fit the data |
/// | `dev.adjoint.pipeline.source` | the kinds of data that can be trained on |
/// | `dev.adjoint.pipeline.look` | describes data before any training |
/// | `dev.adjoint.pipeline.input` | new samples for a trained model |
/// | `dev.adjoint.pipeline.folder` | the files that a run writes |
///
/// Kinds of networks, data and preprocessing are open: a new one is one class and one line in the
/// list of its kinds.
@NullMarked
package dev.adjoint.pipeline;

import org.jspecify.annotations.NullMarked;
