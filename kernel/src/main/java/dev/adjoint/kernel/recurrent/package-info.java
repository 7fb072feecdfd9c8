/// LSTM over a whole sequence, and its derivatives.
///
/// `FloatLstm` and `DoubleLstm` are the definition, `ScalarLstm` chooses by element type.
/// `VectorLstm` computes F32: `VectorRecurrentTiles` multiplies by the hidden weights,
/// `VectorGates` and `VectorLstmCells` compute the gates and cells.
///
/// The loops over time of recurrent networks: one call for a whole sequence.
///
/// Sequences are time-major: T steps, N sequences, H hidden numbers. The input of step t and the
/// state before it lie side by side in one array, `joint` `[T + 1, N, in + H]`: `joint[t, n]` is
/// `x[t, n]` followed by `h[t]` of sequence n, so that the products of all gates with both are one
/// product, forward and for the gradients of the weights. All arrays are in C order unless said
/// otherwise. Sequences do not depend on each other; that is how the work is cut.
@NullMarked
package dev.adjoint.kernel.recurrent;

import org.jspecify.annotations.NullMarked;
