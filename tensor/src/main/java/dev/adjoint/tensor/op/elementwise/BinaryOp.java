package dev.adjoint.tensor.op.elementwise;

import dev.adjoint.kernel.Binary;
import dev.adjoint.kernel.elementwise.BinaryCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import dev.adjoint.tensor.op.movement.ExpandOp;
import org.jspecify.annotations.Nullable;

/// The functions of two arguments with the derivative for each: `g` is the incoming gradient, `a`
/// and `b` are the inputs. Shapes are broadcast; the backward pass sums each gradient to the shape
/// of its input.
public enum BinaryOp implements Operation {
  ADD(Binary.ADD, (g, a, b) -> g, (g, a, b) -> g),
  SUBTRACT(Binary.SUBTRACT, (g, a, b) -> g, (g, a, b) -> g.negative()),
  MULTIPLY(Binary.MULTIPLY, (g, a, b) -> g.multiply(b), (g, a, b) -> g.multiply(a)),
  DIVIDE(
      Binary.DIVIDE,
      (g, a, b) -> g.divide(b),
      (g, a, b) -> g.multiply(a.divide(b)).divide(b).negative()),
  /// Where `a = b`, each gets half, as in PyTorch.
  MINIMUM(
      Binary.MINIMUM,
      (g, a, b) -> g.multiply(share(a.less(b), a.eq(b), g)),
      (g, a, b) -> g.multiply(share(b.less(a), a.eq(b), g))),
  /// Where `a = b`, each gets half, as in PyTorch.
  MAXIMUM(
      Binary.MAXIMUM,
      (g, a, b) -> g.multiply(share(a.greater(b), a.eq(b), g)),
      (g, a, b) -> g.multiply(share(b.greater(a), a.eq(b), g))),
  /// The derivative for b is 0 where `a = 0` and `b ≥ 0`.
  POW(
      Binary.POW,
      (g, a, b) -> zeroWhere(b.eq(0), g.multiply(b).multiply(a.pow(b.subtract(1)))),
      (g, a, b) ->
          zeroWhere(a.eq(0).logicalAnd(b.greaterEqual(0)), g.multiply(a.pow(b)).multiply(a.log()))),
  ATAN2(
      Binary.ATAN2,
      (g, a, b) -> g.multiply(b.divide(a.square().add(b.square()))),
      (g, a, b) -> g.multiply(a.divide(a.square().add(b.square()))).negative()),
  RELU_GRADIENT(Binary.RELU_GRADIENT, (g, a, b) -> reluGradient(g, b), null),
  SIGMOID_GRADIENT(
      Binary.SIGMOID_GRADIENT,
      (g, a, b) -> sigmoidGradient(g, b),
      (g, a, b) -> g.multiply(a).multiply(b.multiply(-2).add(1))),
  TANH_GRADIENT(
      Binary.TANH_GRADIENT,
      (g, a, b) -> tanhGradient(g, b),
      (g, a, b) -> g.multiply(a).multiply(b).multiply(-2)),
  RELU6_GRADIENT(Binary.RELU6_GRADIENT, null),
  GELU_GRADIENT(Binary.GELU_GRADIENT, Curvature::gelu),
  GELU_TANH_GRADIENT(Binary.GELU_TANH_GRADIENT, Curvature::geluTanh),
  SILU_GRADIENT(Binary.SILU_GRADIENT, Curvature::silu),
  MISH_GRADIENT(Binary.MISH_GRADIENT, Curvature::mish),
  SOFTPLUS_GRADIENT(Binary.SOFTPLUS_GRADIENT, Curvature::softplus),
  LOG_SIGMOID_GRADIENT(Binary.LOG_SIGMOID_GRADIENT, Curvature::logSigmoid),
  SOFTSIGN_GRADIENT(Binary.SOFTSIGN_GRADIENT, Curvature::softsign),
  TANHSHRINK_GRADIENT(Binary.TANHSHRINK_GRADIENT, Curvature::tanhshrink),
  HARDSIGMOID_GRADIENT(Binary.HARDSIGMOID_GRADIENT, null),
  HARDSWISH_GRADIENT(Binary.HARDSWISH_GRADIENT, Curvature::hardswish),
  AND(Binary.AND, null, null),
  OR(Binary.OR, null, null),
  XOR(Binary.XOR, null, null);

  /// The second derivative of an activation function.
  private interface Curve {
    Tensor at(Tensor x);
  }

  private interface Rule {
    Tensor of(Tensor g, Tensor a, Tensor b);
  }

  // Stored, because every call needs it.
  private final String label = Operation.super.label();
  private final Binary function;

  @SuppressWarnings("ImmutableEnumChecker") // a function without state
  private final @Nullable Rule left;

  @SuppressWarnings("ImmutableEnumChecker") // a function without state
  private final @Nullable Rule right;

  BinaryOp(Binary function, @Nullable Rule left, @Nullable Rule right) {
    this.function = function;
    this.left = left;
    this.right = right;
  }

  /// The gradient `a·f′(b)` of a function f: it is linear in a, and its derivative for b is the
  /// second derivative of f, null if that is 0.
  BinaryOp(Binary function, @Nullable Curve curve) {
    this.function = function;
    this.left = (g, _, b) -> Tensor.apply(this, g, b);
    this.right = curve == null ? null : (g, a, b) -> g.multiply(a).multiply(curve.at(b));
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor a = inputs[0];
    Tensor b = inputs[1];
    ElementTypeException.requireSame(label(), a, b);
    requireType(a.elementType());
    Shape shape = Shape.broadcast(label(), a.shape(), b.shape());
    Tensor value = TensorMemory.allocate(a.elementType(), shape);
    new BinaryCall(
            function, ExpandOp.view(a, shape), ExpandOp.view(b, shape), TensorMemory.view(value))
        .run();
    return Applied.of(value, derivative(left, a, b), derivative(right, a, b));
  }

  private static Applied.@Nullable Derivative derivative(@Nullable Rule rule, Tensor a, Tensor b) {
    return rule == null ? null : g -> rule.of(g, a, b);
  }

  private void requireType(ElementType type) {
    boolean logical = this == AND || this == OR || this == XOR;
    if (logical != (type == ElementType.BOOL)) {
      throw new ElementTypeException(
          label(),
          "wants %s but got %s; convert with to(…)".formatted(logical ? "BOOL" : "numbers", type));
    }
  }

  // These three are outside the table because a constant cannot refer to itself in its constructor
  // arguments.

  private static Tensor reluGradient(Tensor g, Tensor b) {
    return Tensor.apply(RELU_GRADIENT, g, b);
  }

  private static Tensor sigmoidGradient(Tensor g, Tensor b) {
    return Tensor.apply(SIGMOID_GRADIENT, g, b);
  }

  private static Tensor tanhGradient(Tensor g, Tensor b) {
    return Tensor.apply(TANH_GRADIENT, g, b);
  }

  /// 1 where `wins`, ½ where `ties`, else 0, in the element type of `like`.
  private static Tensor share(Tensor wins, Tensor ties, Tensor like) {
    return wins.to(like.elementType()).add(ties.to(like.elementType()).multiply(0.5));
  }

  private static Tensor zeroWhere(Tensor condition, Tensor x) {
    return Tensor.scalar(x.elementType(), 0).where(condition, x);
  }
}
