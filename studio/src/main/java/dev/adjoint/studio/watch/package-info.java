/// The page Watch: [dev.adjoint.studio.watch.RunList] finds runs and their curves,
/// [dev.adjoint.studio.watch.RunSteps] traces their steps, [dev.adjoint.studio.watch.RunLooks]
/// diagnoses them and draws what they learnt.
@NullMarked
package dev.adjoint.studio.watch;

import org.jspecify.annotations.NullMarked;
