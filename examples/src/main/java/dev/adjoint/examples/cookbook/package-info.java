/// The recipes of `docs/cookbook.md`, each a method or a type that runs in the build.
@NullMarked
package dev.adjoint.examples.cookbook;

import org.jspecify.annotations.NullMarked;
