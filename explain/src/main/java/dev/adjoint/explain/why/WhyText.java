package dev.adjoint.explain.why;

import dev.adjoint.explain.document.TerminalText;
import dev.adjoint.explain.document.Wording;
import java.util.List;
import java.util.function.UnaryOperator;

/// An expansion as lines of plain text in English, with aligned columns; [WhyReport] has other
/// forms and languages.
public final class WhyText {

  private WhyText() {}

  /// The lines.
  ///
  /// @param most the number of terms that are printed of each sum, the largest
  /// @param command from the address of a number to the command that explains it
  public static List<String> of(Expansion expansion, int most, UnaryOperator<String> command) {
    return TerminalText.of(WhyReport.of(expansion, most, command, Wording.english()));
  }
}
