/// One of two packages that use each other.
@NullMarked
package dev.adjoint.cli.planted.first;

import org.jspecify.annotations.NullMarked;
