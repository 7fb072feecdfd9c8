/// The forms of a diagnosis: lines for a terminal
/// ([dev.adjoint.explain.diagnose.form.DiagnosisText]), maps for JSON
/// ([dev.adjoint.explain.diagnose.form.DiagnosisMap]) and a page in one file
/// ([dev.adjoint.explain.diagnose.form.DiagnosisPage]), each in English and Chinese.
@NullMarked
package dev.adjoint.explain.diagnose.form;

import org.jspecify.annotations.NullMarked;
