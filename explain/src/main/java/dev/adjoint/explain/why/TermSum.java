package dev.adjoint.explain.why;

import dev.adjoint.tensor.Shape;
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

  /// Decides which terms stay.
  @FunctionalInterface
  public interface Kept {

    /// Whether the term with this left factor stays.
    ///
    /// @param shape of the value of the left factor
    /// @param flat the number of its element in C order
    boolean keeps(Shape shape, int flat);
  }

  /// The same with some of the terms, and their sum instead of that of the step; it has no order of
  /// rounding.
  public TermSum where(Kept kept) {
    Products some = terms.where(kept);
    ReplaySeal none = new ReplaySeal("", false, true, 0);
    return new TermSum(operation, label, formula, shapes, reasons, some, some.sum(), none);
  }
}
