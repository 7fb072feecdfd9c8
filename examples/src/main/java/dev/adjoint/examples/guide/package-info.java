/// The code of the pages in `docs/guide`, one class a chapter that has code of its own.
@NullMarked
package dev.adjoint.examples.guide;

import org.jspecify.annotations.NullMarked;
