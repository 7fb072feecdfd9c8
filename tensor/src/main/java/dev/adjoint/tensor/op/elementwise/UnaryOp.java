package dev.adjoint.tensor.op.elementwise;

import dev.adjoint.kernel.Unary;
import dev.adjoint.kernel.elementwise.UnaryCall;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.ElementTypeException;
import dev.adjoint.tensor.Linearity;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.internal.TensorMemory;
import org.jspecify.annotations.Nullable;

/// The functions of one argument with their derivatives: `g` is the incoming gradient, `x` the
/// input, `y` the value. A row without a derivative is a step function: its gradient is 0
/// everywhere.
public enum UnaryOp implements Operation {
  NEGATE(Unary.NEGATE, (g, x) -> g.negative()),
  ABS(Unary.ABS, (g, x) -> g.multiply(x.sign())),
  SIGN(Unary.SIGN),
  RECIPROCAL(Unary.RECIPROCAL, ByResult.of((g, y) -> g.multiply(y.square()).negative())),
  SQUARE(Unary.SQUARE, (g, x) -> g.multiply(x).multiply(2)),
  SQRT(Unary.SQRT, ByResult.of((g, y) -> g.divide(y.multiply(2)))),
  RSQRT(Unary.RSQRT, ByResult.of((g, y) -> g.multiply(y.pow(3)).multiply(-0.5))),
  EXP(Unary.EXP, ByResult.of((g, y) -> g.multiply(y))),
  EXPM1(Unary.EXPM1, (g, x) -> g.multiply(x.exp())),
  LOG(Unary.LOG, (g, x) -> g.divide(x)),
  LOG1P(Unary.LOG1P, (g, x) -> g.divide(x.add(1))),
  SIN(Unary.SIN, (g, x) -> g.multiply(x.cos())),
  COS(Unary.COS, (g, x) -> g.multiply(x.sin()).negative()),
  TAN(Unary.TAN, ByResult.of((g, y) -> g.multiply(y.square().add(1)))),
  ASIN(Unary.ASIN, (g, x) -> g.multiply(x.square().negative().add(1).rsqrt())),
  ACOS(Unary.ACOS, (g, x) -> g.multiply(x.square().negative().add(1).rsqrt()).negative()),
  ATAN(Unary.ATAN, (g, x) -> g.divide(x.square().add(1))),
  SINH(Unary.SINH, (g, x) -> g.multiply(x.cosh())),
  COSH(Unary.COSH, (g, x) -> g.multiply(x.sinh())),
  TANH(Unary.TANH, ByResult.of((g, y) -> Tensor.apply(BinaryOp.TANH_GRADIENT, g, y))),
  ERF(
      Unary.ERF,
      (g, x) -> g.multiply(x.square().negative().exp()).multiply(2 / Math.sqrt(Math.PI))),
  SIGMOID(Unary.SIGMOID, ByResult.of((g, y) -> Tensor.apply(BinaryOp.SIGMOID_GRADIENT, g, y))),
  SOFTPLUS(Unary.SOFTPLUS, (g, x) -> Tensor.apply(BinaryOp.SOFTPLUS_GRADIENT, g, x)),
  /// The gradient at 0 is 0, as in PyTorch.
  RELU(Unary.RELU, ByResult.of((g, y) -> Tensor.apply(BinaryOp.RELU_GRADIENT, g, y))),
  /// The gradient at 0 and 6 is 0, as in PyTorch.
  RELU6(Unary.RELU6, (g, x) -> Tensor.apply(BinaryOp.RELU6_GRADIENT, g, x)),
  GELU(Unary.GELU, (g, x) -> Tensor.apply(BinaryOp.GELU_GRADIENT, g, x)),
  GELU_TANH(Unary.GELU_TANH, (g, x) -> Tensor.apply(BinaryOp.GELU_TANH_GRADIENT, g, x)),
  SILU(Unary.SILU, (g, x) -> Tensor.apply(BinaryOp.SILU_GRADIENT, g, x)),
  MISH(Unary.MISH, (g, x) -> Tensor.apply(BinaryOp.MISH_GRADIENT, g, x)),
  LOG_SIGMOID(Unary.LOG_SIGMOID, (g, x) -> Tensor.apply(BinaryOp.LOG_SIGMOID_GRADIENT, g, x)),
  SOFTSIGN(Unary.SOFTSIGN, (g, x) -> Tensor.apply(BinaryOp.SOFTSIGN_GRADIENT, g, x)),
  TANHSHRINK(Unary.TANHSHRINK, (g, x) -> Tensor.apply(BinaryOp.TANHSHRINK_GRADIENT, g, x)),
  /// The gradient at −3 and 3 is 0, as in PyTorch.
  HARDSIGMOID(Unary.HARDSIGMOID, (g, x) -> Tensor.apply(BinaryOp.HARDSIGMOID_GRADIENT, g, x)),
  /// The gradient at −3 is 0 and at 3 it is 1, as in PyTorch 2.13.
  HARDSWISH(Unary.HARDSWISH, (g, x) -> Tensor.apply(BinaryOp.HARDSWISH_GRADIENT, g, x)),
  FLOOR(Unary.FLOOR),
  CEIL(Unary.CEIL),
  ROUND(Unary.ROUND),
  /// BOOL only.
  NOT(Unary.NOT);

  private interface ByInput {
    Tensor of(Tensor g, Tensor x);
  }

  private record ByResult(Applied.DerivativeByResult rule) {
    static ByResult of(Applied.DerivativeByResult rule) {
      return new ByResult(rule);
    }
  }

  // Stored, because every call needs it.
  private final String label = Operation.super.label();
  private final Unary function;

  @SuppressWarnings("ImmutableEnumChecker") // a function without state
  private final @Nullable ByInput byInput;

  @SuppressWarnings("ImmutableEnumChecker") // a function without state
  private final Applied.@Nullable DerivativeByResult byResult;

  UnaryOp(Unary function) {
    this.function = function;
    this.byInput = null;
    this.byResult = null;
  }

  UnaryOp(Unary function, ByInput byInput) {
    this.function = function;
    this.byInput = byInput;
    this.byResult = null;
  }

  UnaryOp(Unary function, ByResult byResult) {
    this.function = function;
    this.byInput = null;
    this.byResult = byResult.rule();
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public Linearity linearity() {
    return Linearity.ELEMENTWISE;
  }

  @Override
  public Applied apply(Tensor... inputs) {
    Tensor x = inputs[0];
    requireType(x.elementType());
    Tensor value = TensorMemory.allocate(x.elementType(), x.shape());
    new UnaryCall(function, TensorMemory.view(x), TensorMemory.view(value)).run();
    if (byResult != null) {
      return Applied.byResult(value, byResult);
    }
    ByInput rule = byInput;
    return rule == null ? zero(value, x) : Applied.of(value, g -> rule.of(g, x));
  }

  private static Applied zero(Tensor value, Tensor x) {
    return x.elementType().isFloating()
        ? Applied.of(value, g -> g.multiply(0))
        : Applied.constant(value);
  }

  private void requireType(ElementType type) {
    boolean fits =
        switch (this) {
          case NOT -> type == ElementType.BOOL;
          case NEGATE, ABS, SIGN, SQUARE -> type != ElementType.BOOL;
          default -> type.isFloating();
        };
    if (!fits) {
      String needed =
          switch (this) {
            case NOT -> "BOOL";
            case NEGATE, ABS, SIGN, SQUARE -> "numbers";
            default -> "F32 or F64";
          };
      throw new ElementTypeException(
          label(), "needs %s but got %s; convert it with to(…)".formatted(needed, type));
    }
  }
}
