/// The LSTM over a whole sequence: [LstmOp] with [LstmGradient], and [LstmFormula], the gradients
/// composed of tensor operations, for higher orders.
@NullMarked
package dev.adjoint.tensor.op.recurrent;

import org.jspecify.annotations.NullMarked;
