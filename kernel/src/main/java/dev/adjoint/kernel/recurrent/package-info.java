/// LSTM over a whole sequence in one call, and its derivatives.
///
/// `FloatLstm` and `DoubleLstm` are the definition, `ScalarLstm` selects the code by element type.
/// `VectorLstm` computes F32: `VectorRecurrentTiles` multiplies by the hidden weights,
/// `VectorGates` and `VectorLstmCells` compute the gates and cells.
///
/// Sequences are time-major: T steps, N sequences, H hidden numbers. One array holds the input of
/// step t and the state before it, `joint` `[T + 1, N, in + H]`: `joint[t, n]` is `x[t, n]`
/// followed by `h[t]` of sequence n, so that one product computes all gates from both, and one
/// product computes the gradients of the weights. All arrays are in C order unless stated
/// otherwise. Sequences do not depend on each other, so the work is divided by sequence.
@NullMarked
package dev.adjoint.kernel.recurrent;

import org.jspecify.annotations.NullMarked;
