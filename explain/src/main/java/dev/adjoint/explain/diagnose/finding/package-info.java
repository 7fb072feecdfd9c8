/// What a diagnosis says, as data without any form.
///
/// An [dev.adjoint.explain.diagnose.finding.Outcome] is a
/// [dev.adjoint.explain.diagnose.finding.Finding], or the check found nothing, or it was refused. A
/// finding has [dev.adjoint.explain.diagnose.finding.Evidence] and a
/// [dev.adjoint.explain.diagnose.finding.Cure] with the
/// [dev.adjoint.explain.diagnose.finding.CureTrial] in which it was tried. Every text is a
/// [dev.adjoint.explain.diagnose.finding.Sentence] in English and Chinese.
@NullMarked
package dev.adjoint.explain.diagnose.finding;

import org.jspecify.annotations.NullMarked;
