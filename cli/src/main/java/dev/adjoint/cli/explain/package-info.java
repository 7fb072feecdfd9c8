/// The commands that take runs apart: [ExplainCommand], [ReplayCommand] and
/// [CheckExplanationCommand].
@NullMarked
package dev.adjoint.cli.explain;

import org.jspecify.annotations.NullMarked;
