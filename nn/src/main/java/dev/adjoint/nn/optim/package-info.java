/// Optimizers: how parameters change from their gradients.
///
/// - [UpdateRule]: one published algorithm as a record of its hyperparameters: [Sgd], [Adam],
///   [AdamW].
/// - [GradientRule]: what is done to the gradients before: [ClipGradNorm], [ClipGradValue].
/// - [Schedule]: the rate as a function of the step.
/// - [Optimizer]: pairs the parameters with a rule and holds its state.
@NullMarked
package dev.adjoint.nn.optim;

import org.jspecify.annotations.NullMarked;
