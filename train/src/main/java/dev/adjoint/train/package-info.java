/// The fit loop, its events, checkpoints and early stopping.
@NullMarked
package dev.adjoint.train;

import org.jspecify.annotations.NullMarked;
