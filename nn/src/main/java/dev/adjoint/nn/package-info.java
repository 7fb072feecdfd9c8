/// Layers, initialisers, losses, optimizers, schedules and metrics.
@NullMarked
package dev.adjoint.nn;

import org.jspecify.annotations.NullMarked;
