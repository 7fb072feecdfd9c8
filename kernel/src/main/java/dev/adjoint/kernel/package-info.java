/// Loops over primitive arrays, threads, and the only home of the Vector API.
@NullMarked
package dev.adjoint.kernel;

import org.jspecify.annotations.NullMarked;
