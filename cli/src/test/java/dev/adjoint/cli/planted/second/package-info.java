/// One of two packages that use each other.
@NullMarked
package dev.adjoint.cli.planted.second;

import org.jspecify.annotations.NullMarked;
