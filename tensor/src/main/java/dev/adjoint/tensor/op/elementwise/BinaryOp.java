package dev.adjoint.tensor.op.elementwise;

import dev.adjoint.kernel.Binary;
import dev.adjoint.kernel.elementwise.BinaryCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Linearity;
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
  /// Where `a = b`, each gets half; where one is NaN, each gets all, as in PyTorch.
  MINIMUM(
      Binary.MINIMUM,
      (g, a, b) -> g.multiply(share(a.greater(b), a.eq(b), g)),
      (g, a, b) -> g.multiply(share(b.greater(a), a.eq(b), g))),
  /// Where `a = b`, each gets half; where one is NaN, each gets all, as in PyTorch.
  MAXIMUM(
      Binary.MAXIMUM,
      (g, a, b) -> g.multiply(share(a.less(b), a.eq(b), g)),
      (g, a, b) -> g.multiply(share(b.less(a), a.eq(b), g))),
  /// The derivative for a is 0 where `b = 0`, that for b where `a = 0` and `b ≥ 0`, and so are all
  /// further derivatives there.
  POW(
      Binary.POW,
      (g, a, b) -> {
        Tensor none = b.eq(0);
        return g.multiply(b).multiply(oneWhere(none, a).pow(oneWhere(none, b.subtract(1))));
      },
      (g, a, b) -> {
        Tensor none = a.eq(0).logicalAnd(b.greaterEqual(0));
        Tensor base = oneWhere(none, a);
        return g.multiply(base.pow(b)).multiply(base.log());
      }),
  /// The derivatives at (0, 0) are 0, as in PyTorch.
  ATAN2(
      Binary.ATAN2,
      (g, a, b) -> g.multiply(overSquaredSize(b, a, b)),
      (g, a, b) -> g.multiply(overSquaredSize(a, a, b)).negative()),
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
  public Linearity linearity() {
    return switch (this) {
      case ADD, SUBTRACT -> Linearity.LINEAR;
      case MULTIPLY -> Linearity.MULTILINEAR;
      default -> Linearity.ELEMENTWISE;
    };
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
          "needs %s but got %s; convert with to(…)".formatted(logical ? "BOOL" : "numbers", type));
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

  /// 0 where `loses`, ½ where `ties`, else 1, in the element type of `like`.
  private static Tensor share(Tensor loses, Tensor ties, Tensor like) {
    Tensor lost = ties.to(like.elementType()).multiply(0.5).add(loses.to(like.elementType()));
    return lost.negative().add(1);
  }

  /// `x / (a² + b²)`, where a and b are divided by the larger of them first, so that no square is
  /// lost; 0 where both are 0.
  private static Tensor overSquaredSize(Tensor x, Tensor a, Tensor b) {
    Tensor size = a.detach().abs().maximum(b.detach().abs());
    // Infinity divided by the largest number is still infinity, while by itself it would be NaN.
    Tensor s = size.minimum(Tensor.scalar(x.elementType(), largest(x.elementType())));
    s = oneWhere(s.eq(0), s);
    Tensor squares = a.divide(s).square().add(b.divide(s).square());
    return x.divide(s).divide(oneWhere(squares.eq(0), squares)).divide(s);
  }

  private static double largest(ElementType type) {
    return type == ElementType.F32 ? Float.MAX_VALUE : Double.MAX_VALUE;
  }

  private static Tensor oneWhere(Tensor condition, Tensor x) {
    return Tensor.scalar(x.elementType(), 1).where(condition, x);
  }
}
