/// The `adjoint` program. No other module prints or ends the process.
@NullMarked
package dev.adjoint.cli;

import org.jspecify.annotations.NullMarked;
