package dev.adjoint.explain.why;

import java.util.List;

/// The sum that one operation contributes to a number.
///
/// @param operation the number of the operation in the trace
/// @param label the operation, with its layer
/// @param formula the rule in symbols
/// @param shapes the shapes under the formula
/// @param reasons why there is each transpose and each sum, one sentence each
/// @param terms the products
/// @param stored what the operation contributed, as the step computed it
/// @param replay the terms added up again
public record TermSum(
    int operation,
    String label,
    String formula,
    String shapes,
    List<String> reasons,
    Products terms,
    double stored,
    ReplaySeal replay) {

  /// Copies the list.
  public TermSum {
    reasons = List.copyOf(reasons);
  }
}
