/// How a run trains.
///
/// - [dev.adjoint.pipeline.settings.Settings]: epochs, batch, step size, update rule, seed, as they
///   are in `model.json`.
/// - [dev.adjoint.pipeline.settings.OptimizerChoice]: the update rules by name.
/// - [dev.adjoint.pipeline.settings.ClassWeighting]: how much each class counts in the loss;
///   [dev.adjoint.pipeline.settings.Objective]: the loss and the metrics.
/// - [dev.adjoint.pipeline.settings.SettingsPlan]: the choices of the user. -
///   [dev.adjoint.pipeline.settings.PlanOption]: an option about a network or data. -
///   [dev.adjoint.pipeline.settings.Defaults]: the settings that the user does not choose;
///   [dev.adjoint.pipeline.settings.Choices]: what fits tables and perceptrons,
///   [dev.adjoint.pipeline.settings.TextDefaults]: texts,
///   [dev.adjoint.pipeline.settings.WritingDefaults]: language models.
@NullMarked
package dev.adjoint.pipeline.settings;

import org.jspecify.annotations.NullMarked;
