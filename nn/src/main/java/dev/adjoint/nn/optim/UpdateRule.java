package dev.adjoint.nn.optim;

/// An algorithm that changes parameters from their gradients; a record of hyperparameters.
///
/// [Sgd], [Adam] and [AdamW] change values in place, one pass over memory for all parameters
/// together. An algorithm of your own is a [TensorRule], written with tensor operations.
public sealed interface UpdateRule permits Sgd, Adam, AdamW, TensorRule {}
