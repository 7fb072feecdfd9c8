/// The training that is diagnosed, and branches of it.
///
/// A [dev.adjoint.explain.diagnose.setup.TrainingSetup] holds model, loss, optimizer, samples and
/// options, and a [dev.adjoint.explain.diagnose.setup.Background] what else is known. It runs
/// branches with a [dev.adjoint.explain.diagnose.setup.Change], whose first steps are a
/// [dev.adjoint.explain.diagnose.setup.Course], and gives single passes as a
/// [dev.adjoint.explain.diagnose.setup.Forward].
@NullMarked
package dev.adjoint.explain.diagnose.setup;

import org.jspecify.annotations.NullMarked;
