/// The commands that explain runs: [ExplainCommand] and [CheckExplanationCommand]; `replay` is
/// beside `train`, whose options it has.
@NullMarked
package dev.adjoint.cli.explain;

import org.jspecify.annotations.NullMarked;
