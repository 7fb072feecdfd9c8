package dev.adjoint.tensor;

import dev.adjoint.tensor.autograd.ThreadContext;
import dev.adjoint.tensor.op.elementwise.BinaryOp;
import dev.adjoint.tensor.op.elementwise.CompareOp;
import dev.adjoint.tensor.op.elementwise.UnaryOp;
import dev.adjoint.tensor.op.elementwise.WhereOp;

/// Arithmetic, comparisons, logic and functions, element by element.
///
/// Two tensors are broadcast against each other (NumPy's rule) and must be of one element type; a
/// Java number takes the type of the tensor. Formulas and derivatives: `op.elementwise.UnaryOp` and
/// `op.elementwise.BinaryOp` in the source.
public sealed interface ElementwiseOps permits Tensor {

  private Tensor self() {
    return (Tensor) this;
  }

  private Tensor constant(Number value) {
    return Tensor.scalar(self().elementType(), value);
  }

  private Tensor unary(UnaryOp operation) {
    return Tensor.apply(operation, self());
  }

  private Tensor binary(BinaryOp operation, Tensor right) {
    return Tensor.apply(operation, self(), right);
  }

  /// `x + y`.
  default Tensor add(Tensor y) {
    Require.present("add", "y", y);
    return binary(BinaryOp.ADD, y);
  }

  /// `x + y`.
  default Tensor add(double y) {
    return add(constant(y));
  }

  /// `x − y`.
  default Tensor subtract(Tensor y) {
    Require.present("subtract", "y", y);
    return binary(BinaryOp.SUBTRACT, y);
  }

  /// `x − y`.
  default Tensor subtract(double y) {
    return subtract(constant(y));
  }

  /// `x · y`.
  default Tensor multiply(Tensor y) {
    Require.present("multiply", "y", y);
    return binary(BinaryOp.MULTIPLY, y);
  }

  /// `x · y`.
  default Tensor multiply(double y) {
    return multiply(constant(y));
  }

  /// `x / y`; for integers truncating towards 0.
  default Tensor divide(Tensor y) {
    Require.present("divide", "y", y);
    return binary(BinaryOp.DIVIDE, y);
  }

  /// `x / y`.
  default Tensor divide(double y) {
    return divide(constant(y));
  }

  /// `−x`.
  default Tensor negative() {
    return unary(UnaryOp.NEGATE);
  }

  /// `xʸ`. Where `y = 0` the value is 1, also for x = 0 and NaN, and where `x = 1` it is 1 for
  /// every y, as in IEEE 754. The gradient for x is 0 where `y = 0`, that for y is 0 where `x = 0`
  /// and `y ≥ 0`.
  default Tensor pow(Tensor y) {
    Require.present("pow", "y", y);
    return ThreadContext.named("pow", () -> binary(BinaryOp.POW, y));
  }

  /// `xʸ`.
  default Tensor pow(double y) {
    return ThreadContext.named("pow", () -> y == 2 ? square() : pow(constant(y)));
  }

  /// `x²`.
  default Tensor square() {
    return unary(UnaryOp.SQUARE);
  }

  /// `1 / x`.
  default Tensor reciprocal() {
    return unary(UnaryOp.RECIPROCAL);
  }

  /// The smaller; NaN if either is. Where equal, each gets half the gradient; where one is NaN,
  /// each gets all of it.
  default Tensor minimum(Tensor y) {
    Require.present("minimum", "y", y);
    return binary(BinaryOp.MINIMUM, y);
  }

  /// The larger; NaN if either is. Where equal, each gets half the gradient; where one is NaN, each
  /// gets all of it.
  default Tensor maximum(Tensor y) {
    Require.present("maximum", "y", y);
    return binary(BinaryOp.MAXIMUM, y);
  }

  /// `min(max(x, low), high)`. The gradient passes where `low ≤ x ≤ high`.
  default Tensor clamp(double low, double high) {
    return ThreadContext.named(
        "clamp",
        () -> {
          Tensor x = self();
          Tensor inside = x.greaterEqual(low).logicalAnd(x.lessEqual(high));
          Tensor limited = Tensor.noGrad(() -> x.maximum(constant(low)).minimum(constant(high)));
          return x.where(inside, limited);
        });
  }

  /// The angle of the point `(y, x)`, `this` being y, in radians within −π … π. The gradient at (0,
  /// 0) is 0.
  default Tensor atan2(Tensor x) {
    Require.present("atan2", "x", x);
    return binary(BinaryOp.ATAN2, x);
  }

  /// `eˣ`.
  default Tensor exp() {
    return unary(UnaryOp.EXP);
  }

  /// `eˣ − 1`, exact for small x.
  default Tensor expm1() {
    return unary(UnaryOp.EXPM1);
  }

  /// The natural logarithm.
  default Tensor log() {
    return unary(UnaryOp.LOG);
  }

  /// `log(1 + x)`, exact for small x.
  default Tensor log1p() {
    return unary(UnaryOp.LOG1P);
  }

  /// `√x`.
  default Tensor sqrt() {
    return unary(UnaryOp.SQRT);
  }

  /// `1 / √x`.
  default Tensor rsqrt() {
    return unary(UnaryOp.RSQRT);
  }

  /// `|x|`; the gradient at 0 is 0.
  default Tensor abs() {
    return unary(UnaryOp.ABS);
  }

  /// −1, 0 or 1; the gradient is 0.
  default Tensor sign() {
    return unary(UnaryOp.SIGN);
  }

  /// The largest integer not above; the gradient is 0.
  default Tensor floor() {
    return unary(UnaryOp.FLOOR);
  }

  /// The smallest integer not below; the gradient is 0.
  default Tensor ceil() {
    return unary(UnaryOp.CEIL);
  }

  /// The nearest integer, halves to the even one; the gradient is 0.
  default Tensor round() {
    return unary(UnaryOp.ROUND);
  }

  /// The sine of an angle in radians.
  default Tensor sin() {
    return unary(UnaryOp.SIN);
  }

  /// The cosine of an angle in radians.
  default Tensor cos() {
    return unary(UnaryOp.COS);
  }

  /// The tangent of an angle in radians.
  default Tensor tan() {
    return unary(UnaryOp.TAN);
  }

  /// The angle in radians whose sine is x, −π/2 … π/2.
  default Tensor asin() {
    return unary(UnaryOp.ASIN);
  }

  /// The angle in radians whose cosine is x, 0 … π.
  default Tensor acos() {
    return unary(UnaryOp.ACOS);
  }

  /// The angle in radians whose tangent is x, −π/2 … π/2.
  default Tensor atan() {
    return unary(UnaryOp.ATAN);
  }

  /// `(eˣ − e⁻ˣ) / 2`.
  default Tensor sinh() {
    return unary(UnaryOp.SINH);
  }

  /// `(eˣ + e⁻ˣ) / 2`.
  default Tensor cosh() {
    return unary(UnaryOp.COSH);
  }

  /// `(eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)`.
  default Tensor tanh() {
    return unary(UnaryOp.TANH);
  }

  /// `2/√π · ∫₀ˣ exp(−t²) dt`.
  default Tensor erf() {
    return unary(UnaryOp.ERF);
  }

  /// BOOL, true where equal.
  default Tensor eq(Tensor y) {
    Require.present("eq", "y", y);
    return Tensor.apply(CompareOp.EQUAL, self(), y);
  }

  /// BOOL, true where equal.
  default Tensor eq(double y) {
    return eq(constant(y));
  }

  /// BOOL, true where not equal.
  default Tensor notEqual(Tensor y) {
    Require.present("notEqual", "y", y);
    return Tensor.apply(CompareOp.NOT_EQUAL, self(), y);
  }

  /// BOOL, true where not equal.
  default Tensor notEqual(double y) {
    return notEqual(constant(y));
  }

  /// BOOL, true where `x < y`.
  default Tensor less(Tensor y) {
    Require.present("less", "y", y);
    return Tensor.apply(CompareOp.LESS, self(), y);
  }

  /// BOOL, true where `x < y`.
  default Tensor less(double y) {
    return less(constant(y));
  }

  /// BOOL, true where `x ≤ y`.
  default Tensor lessEqual(Tensor y) {
    Require.present("lessEqual", "y", y);
    return Tensor.apply(CompareOp.LESS_OR_EQUAL, self(), y);
  }

  /// BOOL, true where `x ≤ y`.
  default Tensor lessEqual(double y) {
    return lessEqual(constant(y));
  }

  /// BOOL, true where `x > y`.
  default Tensor greater(Tensor y) {
    Require.present("greater", "y", y);
    return Tensor.apply(CompareOp.GREATER, self(), y);
  }

  /// BOOL, true where `x > y`.
  default Tensor greater(double y) {
    return greater(constant(y));
  }

  /// BOOL, true where `x ≥ y`.
  default Tensor greaterEqual(Tensor y) {
    Require.present("greaterEqual", "y", y);
    return Tensor.apply(CompareOp.GREATER_OR_EQUAL, self(), y);
  }

  /// BOOL, true where `x ≥ y`.
  default Tensor greaterEqual(double y) {
    return greaterEqual(constant(y));
  }

  /// Logical and of two BOOL tensors.
  default Tensor logicalAnd(Tensor y) {
    Require.present("logicalAnd", "y", y);
    return binary(BinaryOp.AND, y);
  }

  /// Logical or of two BOOL tensors.
  default Tensor logicalOr(Tensor y) {
    Require.present("logicalOr", "y", y);
    return binary(BinaryOp.OR, y);
  }

  /// Logical exclusive or of two BOOL tensors.
  default Tensor logicalXor(Tensor y) {
    Require.present("logicalXor", "y", y);
    return binary(BinaryOp.XOR, y);
  }

  /// Logical not of a BOOL tensor.
  default Tensor logicalNot() {
    return unary(UnaryOp.NOT);
  }

  /// This tensor where `condition` (BOOL) holds, else `other`; all three are broadcast.
  default Tensor where(Tensor condition, Tensor other) {
    Require.present("where", "condition", condition);
    Require.present("where", "other", other);
    return Tensor.apply(new WhereOp(), condition, self(), other);
  }

  /// Whether every element is finite; integers and truth values always are.
  default boolean allFinite() {
    Tensor x = self();
    return !x.elementType().isFloating()
        || ThreadContext.unobserved(() -> x.subtract(x).eq(0).all().item() != 0);
  }
}
