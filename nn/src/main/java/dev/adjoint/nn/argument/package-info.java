/// Checks that layers, losses, metrics and optimizers share: [Require] refuses a missing argument,
/// a size below 1, a number that is not finite. Not exported.
@NullMarked
package dev.adjoint.nn.argument;

import org.jspecify.annotations.NullMarked;
