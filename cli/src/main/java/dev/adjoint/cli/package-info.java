/// The `adjoint` program: the only code that prints or ends the process.
@NullMarked
package dev.adjoint.cli;

import org.jspecify.annotations.NullMarked;
