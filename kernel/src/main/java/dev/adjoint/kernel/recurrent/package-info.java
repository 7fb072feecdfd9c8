/// LSTM over a whole sequence, and its derivatives.
///
/// `FloatLstm` and `DoubleLstm` are the definition, `ScalarLstm` chooses by element type.
/// `VectorLstm` computes F32: `VectorRecurrentTiles` multiplies by the hidden weights,
/// `VectorGates` and `VectorLstmCells` compute the gates and cells.
@NullMarked
package dev.adjoint.kernel.recurrent;

import org.jspecify.annotations.NullMarked;
