/// Optimizers: how parameters change from their gradients.
///
/// - [UpdateRule]: one published algorithm as a record of its hyperparameters. [FusedRule]: one
///   pass over memory for all parameters, [Sgd], [Rmsprop], [Adam], [AdamW], [Amsgrad].
///   [TensorRule]: written with tensor operations.
/// - [GradientRule]: what is done to the gradients before: [ClipGradNorm], [ClipGradValue].
/// - [Schedule]: the rate as a function of the step.
/// - [Optimizer]: pairs the parameters with a rule, or groups of them with one each, and holds the
///   state.
@NullMarked
package dev.adjoint.nn.optim;

import org.jspecify.annotations.NullMarked;
