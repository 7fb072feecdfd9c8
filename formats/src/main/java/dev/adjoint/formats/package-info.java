/// Files of weights, read as untrusted and written whole or not at all.
@NullMarked
package dev.adjoint.formats;

import org.jspecify.annotations.NullMarked;
