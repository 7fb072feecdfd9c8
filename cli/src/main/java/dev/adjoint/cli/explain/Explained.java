package dev.adjoint.cli.explain;

import dev.adjoint.plot.report.Report;
import java.util.Map;

/// What one form of the question found out.
///
/// @param report for people
/// @param key under which the answer is in the JSON
/// @param answer the same as data
/// @param holds whether no check contradicts it
record Explained(Report report, String key, Object answer, boolean holds) {

  Explained(Report report, String key, Object answer) {
    this(report, key, answer, true);
  }

  /// The report with a line under its title.
  Report under(String subtitle) {
    return new Report(
        report.language(), report.title(), subtitle, report.sections(), report.footer());
  }

  /// A list of numbers as JSON can carry it.
  static Object number(double number) {
    return Double.isFinite(number) ? number : Double.toString(number);
  }

  /// The answer under its key.
  Map<String, Object> entry() {
    return Map.of(key, answer);
  }
}
