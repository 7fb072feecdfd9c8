/// The commands that take runs apart: [ExplainCommand] and [ReplayCommand].
@NullMarked
package dev.adjoint.cli.explain;

import org.jspecify.annotations.NullMarked;
