/// The command `gradcheck`: analytic against numeric gradients of every operation.
@NullMarked
package dev.adjoint.cli.gradcheck;

import org.jspecify.annotations.NullMarked;
