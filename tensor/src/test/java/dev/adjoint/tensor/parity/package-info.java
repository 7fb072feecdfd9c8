/// The operations against a real PyTorch: outputs and gradients that `tools/parity/make_parity.py`
/// stored.
///
/// A [dev.adjoint.tensor.parity.ParityCase] is one stored line; a
/// [dev.adjoint.tensor.parity.ParityTable] says how each of PyTorch's operations is written here.
/// Every stored case must have a row, and every row a stored case.
@NullMarked
package dev.adjoint.tensor.parity;

import org.jspecify.annotations.NullMarked;
