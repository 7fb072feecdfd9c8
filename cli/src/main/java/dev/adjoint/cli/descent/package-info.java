/// The command `descent`: the path of each optimizer down a function.
@NullMarked
package dev.adjoint.cli.descent;

import org.jspecify.annotations.NullMarked;
