package dev.adjoint.nn.optim;

/// An algorithm that changes parameters from their gradients; a record of hyperparameters.
///
/// A [FusedRule] such as [Sgd], [Adam] and [AdamW] changes values in place, in one pass over memory
/// for all parameters together. A [TensorRule] is written with tensor operations, for one parameter
/// at a time: the short way to an algorithm of your own. A [SparseRule] changes the rows that have
/// a gradient and no others.
public sealed interface UpdateRule permits FusedRule, SparseRule, TensorRule {}
