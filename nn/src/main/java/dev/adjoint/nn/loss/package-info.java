/// Losses: how far an output is from its target, as a single number.
///
/// [Loss] is the interface; each loss is a record with its [Averaging]. The order of arguments is
/// PyTorch's, `(input, target)`; Keras has them the other way round.
@NullMarked
package dev.adjoint.nn.loss;

import org.jspecify.annotations.NullMarked;
