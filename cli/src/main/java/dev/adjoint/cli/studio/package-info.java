/// The command `studio`: [dev.adjoint.cli.studio.StudioCommand] starts the server of the page and
/// waits for its end.
@NullMarked
package dev.adjoint.cli.studio;

import org.jspecify.annotations.NullMarked;
