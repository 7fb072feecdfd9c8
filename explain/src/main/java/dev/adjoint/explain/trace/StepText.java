package dev.adjoint.explain.trace;

import dev.adjoint.explain.document.TerminalText;
import dev.adjoint.explain.document.Wording;
import java.util.List;

/// A traced step as tables of plain text in English; [StepReport] has other forms and languages.
public final class StepText {

  private StepText() {}

  /// The lines.
  public static List<String> of(StepTrace trace) {
    return TerminalText.of(StepReport.of(trace, Wording.english()));
  }
}
