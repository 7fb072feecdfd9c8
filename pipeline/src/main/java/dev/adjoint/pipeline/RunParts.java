package dev.adjoint.pipeline;

import dev.adjoint.data.Source;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.UpdateRule;
import dev.adjoint.pipeline.folder.SavedModel;
import dev.adjoint.pipeline.settings.Objective;
import dev.adjoint.train.TrainOptions;

/// What a run trains with, put together from its settings and its data.
///
/// @param objective the loss and the metrics
/// @param samples what the network learns from
/// @param rule the update rule with its rate
/// @param optimizer of the network's parameters
/// @param options how the trainer trains, with class weights and without validation samples
public record RunParts(
    Objective objective,
    Source samples,
    UpdateRule rule,
    Optimizer optimizer,
    TrainOptions options) {

  /// The parts of a run.
  ///
  /// @param network whose parameters are trained
  public static RunParts of(SavedModel saved, Prepared prepared, Layer network) {
    Source samples = saved.learnt(prepared);
    UpdateRule rule = saved.rule(samples);
    return new RunParts(
        Objective.of(prepared.preprocessing().target()).with(saved.settings().augmentation()),
        samples,
        rule,
        saved.architecture().optimizer(network, rule),
        saved
            .settings()
            .options()
            .withClassWeights(
                saved
                    .settings()
                    .classWeights()
                    .weights(prepared.preprocessing().target().classes())));
  }
}
