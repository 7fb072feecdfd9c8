/// Programs that run in the build and feed the snippets of the documentation.
@NullMarked
package dev.adjoint.examples;

import org.jspecify.annotations.NullMarked;
