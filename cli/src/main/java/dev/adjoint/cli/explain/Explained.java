package dev.adjoint.cli.explain;

import dev.adjoint.plot.report.Report;
import java.util.Map;

/// What one form of the question found out.
///
/// @param report for people
/// @param entry the same as data, by its keys in the JSON
/// @param holds whether no check contradicts it
record Explained(Report report, Map<String, Object> entry, boolean holds) {

  Explained(Report report, String key, Object answer) {
    this(report, key, answer, true);
  }

  Explained(Report report, String key, Object answer, boolean holds) {
    this(report, Map.of(key, answer), holds);
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
}
