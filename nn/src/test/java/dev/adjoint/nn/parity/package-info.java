/// Losses, the linear layer and the optimizers against a real PyTorch: the numbers that
/// `tools/parity/make_parity.py` stored.
@NullMarked
package dev.adjoint.nn.parity;

import org.jspecify.annotations.NullMarked;
