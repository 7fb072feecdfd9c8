/// Classes that break the rules of the architecture on purpose: the tests prove with them that each
/// rule can fail.
@NullMarked
package dev.adjoint.cli.planted;

import org.jspecify.annotations.NullMarked;
