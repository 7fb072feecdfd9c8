package dev.adjoint.explain.why;

/// The comparison of a stored number with one that was computed without derivatives and in F64: for
/// a gradient a central difference of the loss in just that element, for a value the same
/// operations on F64 numbers.
///
/// @param verdict the result
/// @param value the number in F64
/// @param difference the distance from the stored number, relative to the sum of the absolute
///   values of the products, or to the number where that is larger
/// @param h the step of the central difference; 0 for a value
/// @param note a remark; may be empty
public record NumericSeal(Verdict verdict, double value, double difference, double h, String note) {

  /// The result of the comparison.
  public enum Verdict {
    /// The numbers agree within the rounding of the element type.
    AGREES,
    /// They do not.
    DIFFERS,
    /// The loss has a kink in this element so near that no step is small enough: the two sides have
    /// different slopes.
    KINK,
    /// The step cannot be computed in F64.
    NOT_POSSIBLE
  }
}
