/// `adjoint lesson`: the five lessons on the terminal, with their pictures as files.
@NullMarked
package dev.adjoint.cli.lesson;

import org.jspecify.annotations.NullMarked;
