/// The checks of a training, one in each file.
///
/// [dev.adjoint.explain.diagnose.check.TrainingCheck] is what each of them implements;
/// [dev.adjoint.explain.diagnose.check.Checks] is the list. They look at the samples, at single
/// passes and at branches of a [dev.adjoint.explain.diagnose.setup.TrainingSetup], and say what
/// they saw as an [dev.adjoint.explain.diagnose.finding.Outcome]. Cures that several checks share
/// are made by `Candidate` and `FreshWeights`.
@NullMarked
package dev.adjoint.explain.diagnose.check;

import org.jspecify.annotations.NullMarked;
