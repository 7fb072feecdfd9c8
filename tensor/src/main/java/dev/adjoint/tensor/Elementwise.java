package dev.adjoint.tensor;

import dev.adjoint.tensor.op.Compare;
import dev.adjoint.tensor.op.PointwiseBinary;
import dev.adjoint.tensor.op.PointwiseUnary;
import dev.adjoint.tensor.op.Where;

/// Arithmetic, comparisons, logic and functions, element by element.
///
/// Two tensors are broadcast against each other (NumPy's rule) and must be of one element type; a
/// Java number takes the type of the tensor. Formulas and derivatives: `PointwiseUnary` and
/// `PointwiseBinary` in the source.
public sealed interface Elementwise permits Tensor {

  private Tensor self() {
    return (Tensor) this;
  }

  private Tensor constant(Number value) {
    return Tensor.scalar(self().elementType(), value);
  }

  private Tensor unary(PointwiseUnary operation) {
    return Tensor.apply(operation, self());
  }

  private Tensor binary(PointwiseBinary operation, Tensor right) {
    return Tensor.apply(operation, self(), right);
  }

  /// `x + y`.
  default Tensor add(Tensor y) {
    return binary(PointwiseBinary.ADD, y);
  }

  /// `x + y`.
  default Tensor add(double y) {
    return add(constant(y));
  }

  /// `x − y`.
  default Tensor subtract(Tensor y) {
    return binary(PointwiseBinary.SUBTRACT, y);
  }

  /// `x − y`.
  default Tensor subtract(double y) {
    return subtract(constant(y));
  }

  /// `x · y`.
  default Tensor multiply(Tensor y) {
    return binary(PointwiseBinary.MULTIPLY, y);
  }

  /// `x · y`.
  default Tensor multiply(double y) {
    return multiply(constant(y));
  }

  /// `x / y`; for integers truncating towards 0.
  default Tensor divide(Tensor y) {
    return binary(PointwiseBinary.DIVIDE, y);
  }

  /// `x / y`.
  default Tensor divide(double y) {
    return divide(constant(y));
  }

  /// `−x`.
  default Tensor negate() {
    return unary(PointwiseUnary.NEGATE);
  }

  /// `xʸ`. Where `x = 0` and `y = 0` the value is 1.
  default Tensor pow(Tensor y) {
    return binary(PointwiseBinary.POW, y);
  }

  /// `xʸ`.
  default Tensor pow(double y) {
    return y == 2 ? square() : pow(constant(y));
  }

  /// `x²`.
  default Tensor square() {
    return unary(PointwiseUnary.SQUARE);
  }

  /// `1 / x`.
  default Tensor reciprocal() {
    return unary(PointwiseUnary.RECIPROCAL);
  }

  /// The smaller; NaN if either is. Where equal, each gets half the gradient.
  default Tensor minimum(Tensor y) {
    return binary(PointwiseBinary.MINIMUM, y);
  }

  /// The larger; NaN if either is. Where equal, each gets half the gradient.
  default Tensor maximum(Tensor y) {
    return binary(PointwiseBinary.MAXIMUM, y);
  }

  /// `min(max(x, low), high)`. The gradient passes where `low ≤ x ≤ high`.
  default Tensor clamp(double low, double high) {
    Tensor x = self();
    Tensor inside = x.greaterOrEqual(low).and(x.lessOrEqual(high));
    Tensor limited = Tensor.noGrad(() -> x.maximum(constant(low)).minimum(constant(high)));
    return x.where(inside, limited);
  }

  /// The angle of the point `(y, x)`, `this` being y, in radians within −π … π.
  default Tensor atan2(Tensor x) {
    return binary(PointwiseBinary.ATAN2, x);
  }

  /// `eˣ`.
  default Tensor exp() {
    return unary(PointwiseUnary.EXP);
  }

  /// `eˣ − 1`, exact for small x.
  default Tensor expm1() {
    return unary(PointwiseUnary.EXPM1);
  }

  /// The natural logarithm.
  default Tensor log() {
    return unary(PointwiseUnary.LOG);
  }

  /// `log(1 + x)`, exact for small x.
  default Tensor log1p() {
    return unary(PointwiseUnary.LOG1P);
  }

  /// `√x`.
  default Tensor sqrt() {
    return unary(PointwiseUnary.SQRT);
  }

  /// `1 / √x`.
  default Tensor rsqrt() {
    return unary(PointwiseUnary.RSQRT);
  }

  /// `|x|`; the gradient at 0 is 0.
  default Tensor abs() {
    return unary(PointwiseUnary.ABS);
  }

  /// −1, 0 or 1; the gradient is 0.
  default Tensor sign() {
    return unary(PointwiseUnary.SIGN);
  }

  /// The largest integer not above; the gradient is 0.
  default Tensor floor() {
    return unary(PointwiseUnary.FLOOR);
  }

  /// The smallest integer not below; the gradient is 0.
  default Tensor ceil() {
    return unary(PointwiseUnary.CEIL);
  }

  /// The nearest integer, halves to the even one; the gradient is 0.
  default Tensor round() {
    return unary(PointwiseUnary.ROUND);
  }

  /// The sine of an angle in radians.
  default Tensor sin() {
    return unary(PointwiseUnary.SIN);
  }

  /// The cosine of an angle in radians.
  default Tensor cos() {
    return unary(PointwiseUnary.COS);
  }

  /// The tangent of an angle in radians.
  default Tensor tan() {
    return unary(PointwiseUnary.TAN);
  }

  /// The angle in radians whose sine is x, −π/2 … π/2.
  default Tensor asin() {
    return unary(PointwiseUnary.ASIN);
  }

  /// The angle in radians whose cosine is x, 0 … π.
  default Tensor acos() {
    return unary(PointwiseUnary.ACOS);
  }

  /// The angle in radians whose tangent is x, −π/2 … π/2.
  default Tensor atan() {
    return unary(PointwiseUnary.ATAN);
  }

  /// `(eˣ − e⁻ˣ) / 2`.
  default Tensor sinh() {
    return unary(PointwiseUnary.SINH);
  }

  /// `(eˣ + e⁻ˣ) / 2`.
  default Tensor cosh() {
    return unary(PointwiseUnary.COSH);
  }

  /// `(eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)`.
  default Tensor tanh() {
    return unary(PointwiseUnary.TANH);
  }

  /// `2/√π · ∫₀ˣ exp(−t²) dt`.
  default Tensor erf() {
    return unary(PointwiseUnary.ERF);
  }

  /// BOOL, true where equal.
  default Tensor equal(Tensor y) {
    return Tensor.apply(Compare.EQUAL, self(), y);
  }

  /// BOOL, true where equal.
  default Tensor equal(double y) {
    return equal(constant(y));
  }

  /// BOOL, true where not equal.
  default Tensor notEqual(Tensor y) {
    return Tensor.apply(Compare.NOT_EQUAL, self(), y);
  }

  /// BOOL, true where not equal.
  default Tensor notEqual(double y) {
    return notEqual(constant(y));
  }

  /// BOOL, true where `x < y`.
  default Tensor less(Tensor y) {
    return Tensor.apply(Compare.LESS, self(), y);
  }

  /// BOOL, true where `x < y`.
  default Tensor less(double y) {
    return less(constant(y));
  }

  /// BOOL, true where `x ≤ y`.
  default Tensor lessOrEqual(Tensor y) {
    return Tensor.apply(Compare.LESS_OR_EQUAL, self(), y);
  }

  /// BOOL, true where `x ≤ y`.
  default Tensor lessOrEqual(double y) {
    return lessOrEqual(constant(y));
  }

  /// BOOL, true where `x > y`.
  default Tensor greater(Tensor y) {
    return Tensor.apply(Compare.GREATER, self(), y);
  }

  /// BOOL, true where `x > y`.
  default Tensor greater(double y) {
    return greater(constant(y));
  }

  /// BOOL, true where `x ≥ y`.
  default Tensor greaterOrEqual(Tensor y) {
    return Tensor.apply(Compare.GREATER_OR_EQUAL, self(), y);
  }

  /// BOOL, true where `x ≥ y`.
  default Tensor greaterOrEqual(double y) {
    return greaterOrEqual(constant(y));
  }

  /// Logical and of two BOOL tensors.
  default Tensor and(Tensor y) {
    return binary(PointwiseBinary.AND, y);
  }

  /// Logical or of two BOOL tensors.
  default Tensor or(Tensor y) {
    return binary(PointwiseBinary.OR, y);
  }

  /// Logical exclusive or of two BOOL tensors.
  default Tensor xor(Tensor y) {
    return binary(PointwiseBinary.XOR, y);
  }

  /// Logical not of a BOOL tensor.
  default Tensor not() {
    return unary(PointwiseUnary.NOT);
  }

  /// This tensor where `condition` (BOOL) holds, else `other`; all three are broadcast.
  default Tensor where(Tensor condition, Tensor other) {
    return Tensor.apply(new Where(), condition, self(), other);
  }

  /// Whether every element is finite; integers and truth values always are.
  default boolean isFinite() {
    Tensor x = self();
    return !x.elementType().isFloating()
        || Ambient.unobserved(() -> x.subtract(x).equal(0).all().item() != 0);
  }
}
