/// What is wrong with a training, with evidence and a cure that was tried: `adjoint diagnose`.
///
/// [dev.adjoint.explain.diagnose.Diagnosis] makes the checks of the package `check` on a training
/// of the package `setup`; what they say is data of the package `finding`.
@NullMarked
package dev.adjoint.explain.diagnose;

import org.jspecify.annotations.NullMarked;
