/// The command `data`: known public sets, listed and fetched.
@NullMarked
package dev.adjoint.cli.data;

import org.jspecify.annotations.NullMarked;
