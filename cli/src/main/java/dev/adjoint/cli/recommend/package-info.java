/// The command `recommend`.
@NullMarked
package dev.adjoint.cli.recommend;

import org.jspecify.annotations.NullMarked;
