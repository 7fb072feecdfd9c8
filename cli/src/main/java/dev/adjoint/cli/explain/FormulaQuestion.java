package dev.adjoint.cli.explain;

import dev.adjoint.cli.command.MisuseException;
import dev.adjoint.explain.descent.Formula;
import dev.adjoint.explain.document.Wording;
import dev.adjoint.explain.formula.FormulaPoint;
import dev.adjoint.explain.formula.FormulaReport;
import dev.adjoint.explain.formula.FormulaWorking;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that ask about a formula instead of a run.
final class FormulaQuestion {

  @Option(
      names = "--formula",
      paramLabel = "FORMULA",
      description = "Explains a formula instead of a run, such as \"z*(x-y)\"; with --at.")
  private @Nullable String formula;

  @Option(
      names = "--at",
      paramLabel = "POINT",
      description = "The numbers of the variables of the formula, such as x=4,y=1,z=3.")
  private @Nullable String at;

  /// Whether a formula is asked about.
  boolean isAsked() {
    if (formula == null && at != null) {
      throw new MisuseException("--at gives the numbers of a formula; name it with --formula");
    }
    return formula != null;
  }

  /// The answer.
  ///
  /// @param second variables by which second derivatives are taken
  /// @param terms how many terms of a sum are listed
  Explained answer(List<String> second, int terms, Wording words) {
    try {
      Formula read = Formula.of(String.valueOf(formula));
      if (at == null) {
        throw new MisuseException(
            "a formula needs a point: --at with a number for %s, such as --at %s=1"
                .formatted(String.join(", ", read.variables()), read.variables().getFirst()));
      }
      FormulaWorking working = FormulaWorking.of(read, FormulaPoint.parse(at), second, words);
      return new Explained(
          FormulaReport.of(working, terms, words),
          "formula",
          FormulaReport.map(working),
          working.holds());
    } catch (IllegalArgumentException e) {
      throw new MisuseException(String.valueOf(e.getMessage()));
    }
  }
}
