/// The command `draw`: the computational graph of a run's network as a picture.
@NullMarked
package dev.adjoint.cli.draw;

import org.jspecify.annotations.NullMarked;
