/// How a run trains.
///
/// - [dev.adjoint.pipeline.settings.Settings]: epochs, batch, step size, update rule, seed, as they
///   stand in `model.json`.
/// - [dev.adjoint.pipeline.settings.OptimizerChoice]: the update rules by name.
/// - [dev.adjoint.pipeline.settings.ClassWeighting]: how much each class counts in the loss;
///   [dev.adjoint.pipeline.settings.Objective]: the loss and the metrics.
/// - [dev.adjoint.pipeline.settings.SettingsPlan], [dev.adjoint.pipeline.settings.NetworkPlan]:
///   what a person fixed.
/// - [dev.adjoint.pipeline.settings.Choices]: what fits the data where the user says nothing.
@NullMarked
package dev.adjoint.pipeline.settings;

import org.jspecify.annotations.NullMarked;
