package dev.adjoint.explain.lesson.working;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.Optional;

/// A computed value and, if the lesson states them, the numbers it must have.
///
/// @param id unique among the checks of the lesson
/// @param label its name, in the reader's language or as a formula
/// @param value the computed value
/// @param stated the numbers that the lesson states, without history, in the shape of the value
/// @param agrees whether the value equals the stated numbers; true if there are none
public record Quantity(
    String id, String label, Tensor value, Optional<Tensor> stated, boolean agrees)
    implements Check {

  /// A value without a stated number.
  public static Quantity of(String id, String label, Tensor value) {
    return new Quantity(id, label, value.detach(), Optional.empty(), true);
  }

  /// A single number without a stated number.
  public static Quantity of(String id, String label, double value) {
    return of(id, label, Tensor.scalar(ElementType.F64, value));
  }

  /// The value with its required exact numbers.
  public Quantity exactly(double... numbers) {
    return with(Stated.exactly(numbers));
  }

  /// The value with its required numbers, compared after rounding to the same number of digits.
  public Quantity rounded(String... numbers) {
    return with(Stated.rounded(numbers));
  }

  /// The value and the result of a second computation, which must be equal except for rounding.
  public Quantity same(Tensor other) {
    return exactly(other.toDoubleArray());
  }

  private Quantity with(Stated expected) {
    Tensor written = Tensor.of(ElementType.F64, expected.toArray(), value.shape());
    return new Quantity(
        id, label, value, Optional.of(written), expected.includes(value.toDoubleArray()));
  }
}
