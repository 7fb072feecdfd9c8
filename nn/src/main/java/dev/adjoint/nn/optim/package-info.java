/// Optimizers: how parameters change from their gradients.
///
/// - [UpdateRule]: one published algorithm as a record of its hyperparameters. [FusedRule]: one
///   pass over memory for all parameters, [Sgd], [Asgd], [Rmsprop], [Rprop], [Adagrad], [Adadelta],
///   [Adam], [AdamW], [Amsgrad], [Adamax], [Nadam], [Radam], [Lion]. [TensorRule]: written with
///   tensor operations, [Lamb], [Adafactor], [Muon], [Shampoo], [ScheduleFreeAdamW], and [OrAdamW]
///   for networks of which a rule takes some parameters. [SparseRule]: for gradients of some rows,
///   [SparseSgd], [SparseAdam].
/// - [GradientRule]: what is done to the gradients before: [ClipGradNorm], [ClipGradBlock],
///   [ClipGradValue], [ClipGradAdaptive], [GradientNoise].
/// - [Schedule]: the rate as a function of the step; [ReduceOnPlateau] follows a figure.
/// - [Optimizer]: pairs the parameters with a rule, or groups of them with one each, and holds the
///   state. Around it: [Lookahead], [Sam], and [AveragedModel] for the averages of weights.
///   [BatchNormUpdate] gives averaged weights the statistics that fit them.
/// - [Lbfgs]: for losses without noise, by curvature; [ConjugateGradient] with less memory.
///   [Sophia]: by the diagonal of the curvature.
@NullMarked
package dev.adjoint.nn.optim;

import org.jspecify.annotations.NullMarked;
