package dev.adjoint.explain.lesson.working;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.Optional;

/// A computed value, with the numbers that the lesson states for it where it does.
///
/// @param id unlike that of any other check of the lesson
/// @param label what it is called, in the reader's language or as a formula
/// @param value as computed
/// @param stated what the lesson says, without history, in the shape of the value
/// @param agrees whether the value is what is stated; true where nothing is
public record Quantity(
    String id, String label, Tensor value, Optional<Tensor> stated, boolean agrees)
    implements Check {

  /// A value about which nothing is stated.
  public static Quantity of(String id, String label, Tensor value) {
    return new Quantity(id, label, value.detach(), Optional.empty(), true);
  }

  /// A single number about which nothing is stated.
  public static Quantity of(String id, String label, double value) {
    return of(id, label, Tensor.scalar(ElementType.F64, value));
  }

  /// The value with the exact numbers that it must have.
  public Quantity exactly(double... numbers) {
    return with(Stated.exactly(numbers));
  }

  /// The value with the numbers that it must have when rounded to as many digits.
  public Quantity rounded(String... numbers) {
    return with(Stated.rounded(numbers));
  }

  /// The value with another way to compute it, which must give the same but for rounding.
  public Quantity same(Tensor other) {
    return exactly(other.toDoubleArray());
  }

  private Quantity with(Stated wanted) {
    Tensor written = Tensor.of(ElementType.F64, wanted.toArray(), value.shape());
    return new Quantity(
        id, label, value, Optional.of(written), wanted.includes(value.toDoubleArray()));
  }
}
