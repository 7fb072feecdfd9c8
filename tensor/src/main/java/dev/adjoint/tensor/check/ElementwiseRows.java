package dev.adjoint.tensor.check;

import static dev.adjoint.tensor.check.OperationRow.binary;
import static dev.adjoint.tensor.check.OperationRow.unary;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.check.Draw.Range;
import dev.adjoint.tensor.op.elementwise.BinaryOp;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/// Arithmetic, comparisons, logic and functions, element by element.
final class ElementwiseRows {

  private static final Range WIDE = Range.of(-2, 2);
  private static final Range POSITIVE = Range.of(0.3, 3);
  private static final Range NOT_ZERO = Range.awayFromZero(-2, 2);
  private static final Range WITHIN_ONE = Range.of(-0.8, 0.8);

  /// Away from every integer and half, where the step functions jump.
  private static final Range BETWEEN_STEPS = Range.of(1.1, 1.4);

  private ElementwiseRows() {}

  static List<OperationRow> rows() {
    List<OperationRow> rows = new ArrayList<>();
    rows.addAll(functions());
    rows.addAll(arithmetic());
    rows.addAll(logic());
    return rows;
  }

  private static List<OperationRow> functions() {
    return List.of(
        unary("negate", WIDE, Tensor::negative),
        unary("abs", NOT_ZERO, Tensor::abs),
        unary("sign", NOT_ZERO, Tensor::sign),
        unary("reciprocal", NOT_ZERO, Tensor::reciprocal),
        unary("square", WIDE, Tensor::square),
        unary("sqrt", POSITIVE, Tensor::sqrt),
        unary("rsqrt", POSITIVE, Tensor::rsqrt),
        unary("exp", WIDE, Tensor::exp),
        unary("expm1", WIDE, Tensor::expm1),
        unary("log", POSITIVE, Tensor::log),
        unary("log1p", POSITIVE, Tensor::log1p),
        unary("sin", WIDE, Tensor::sin),
        unary("cos", WIDE, Tensor::cos),
        unary("tan", WITHIN_ONE, Tensor::tan),
        unary("asin", WITHIN_ONE, Tensor::asin),
        unary("acos", WITHIN_ONE, Tensor::acos),
        unary("atan", WIDE, Tensor::atan),
        unary("sinh", WIDE, Tensor::sinh),
        unary("cosh", WIDE, Tensor::cosh),
        unary("tanh", WIDE, Tensor::tanh),
        unary("erf", WIDE, Tensor::erf),
        unary("sigmoid", WIDE, Tensor::sigmoid),
        unary("softplus", WIDE, Tensor::softplus),
        unary("relu", NOT_ZERO, Tensor::relu),
        unary("floor", BETWEEN_STEPS, Tensor::floor),
        unary("ceil", BETWEEN_STEPS, Tensor::ceil),
        unary("round", BETWEEN_STEPS, Tensor::round),
        unary("clamp", NOT_ZERO, x -> x.clamp(-0.05, 0.05)),
        unary("gradient hook", WIDE, x -> x.onGradient(g -> g)));
  }

  private static List<OperationRow> arithmetic() {
    return List.of(
        binary("add", WIDE, WIDE, Tensor::add),
        binary("subtract", WIDE, WIDE, Tensor::subtract),
        binary("multiply", WIDE, WIDE, Tensor::multiply),
        binary("divide", WIDE, NOT_ZERO, Tensor::divide),
        // Apart by their ranges, then with the roles exchanged, so that no pair is a tie.
        binary("minimum", Range.of(-2, -1.1), Range.of(-1, 2), Tensor::minimum),
        binary("minimum", Range.of(-1, 2), Range.of(-2, -1.1), Tensor::minimum),
        binary("maximum", Range.of(-2, -1.1), Range.of(-1, 2), Tensor::maximum),
        binary("maximum", Range.of(-1, 2), Range.of(-2, -1.1), Tensor::maximum),
        binary("pow", POSITIVE, WIDE, Tensor::pow),
        binary("atan2", NOT_ZERO, NOT_ZERO, Tensor::atan2),
        binary("relu gradient", WIDE, NOT_ZERO, of(BinaryOp.RELU_GRADIENT)),
        binary("sigmoid gradient", WIDE, WIDE, of(BinaryOp.SIGMOID_GRADIENT)),
        binary("tanh gradient", WIDE, WIDE, of(BinaryOp.TANH_GRADIENT)),
        binary("relu6 gradient", WIDE, NOT_ZERO, of(BinaryOp.RELU6_GRADIENT)),
        binary("gelu gradient", WIDE, WIDE, of(BinaryOp.GELU_GRADIENT)),
        binary("gelu tanh gradient", WIDE, WIDE, of(BinaryOp.GELU_TANH_GRADIENT)),
        binary("silu gradient", WIDE, WIDE, of(BinaryOp.SILU_GRADIENT)),
        binary("mish gradient", WIDE, WIDE, of(BinaryOp.MISH_GRADIENT)),
        binary("softplus gradient", WIDE, WIDE, of(BinaryOp.SOFTPLUS_GRADIENT)),
        binary("log sigmoid gradient", WIDE, WIDE, of(BinaryOp.LOG_SIGMOID_GRADIENT)),
        binary("softsign gradient", WIDE, NOT_ZERO, of(BinaryOp.SOFTSIGN_GRADIENT)),
        binary("tanhshrink gradient", WIDE, WIDE, of(BinaryOp.TANHSHRINK_GRADIENT)),
        binary("hardsigmoid gradient", WIDE, WIDE, of(BinaryOp.HARDSIGMOID_GRADIENT)),
        binary("hardswish gradient", WIDE, WIDE, of(BinaryOp.HARDSWISH_GRADIENT)),
        binary("where", NOT_ZERO, WIDE, (a, b) -> a.where(a.detach().greater(0), b)));
  }

  private static List<OperationRow> logic() {
    return List.of(
        binary("equal", WIDE, WIDE, Tensor::eq).withoutGradient(),
        binary("not equal", WIDE, WIDE, Tensor::notEqual).withoutGradient(),
        binary("less", WIDE, WIDE, Tensor::less).withoutGradient(),
        binary("less or equal", WIDE, WIDE, Tensor::lessEqual).withoutGradient(),
        binary("greater", WIDE, WIDE, Tensor::greater).withoutGradient(),
        binary("greater or equal", WIDE, WIDE, Tensor::greaterEqual).withoutGradient(),
        binary("and", WIDE, WIDE, (a, b) -> positive(a).logicalAnd(positive(b))).withoutGradient(),
        binary("or", WIDE, WIDE, (a, b) -> positive(a).logicalOr(positive(b))).withoutGradient(),
        binary("xor", WIDE, WIDE, (a, b) -> positive(a).logicalXor(positive(b))).withoutGradient(),
        unary("not", WIDE, x -> positive(x).logicalNot()).withoutGradient(),
        unary("cast", WIDE, x -> x.to(ElementType.I64)).withoutGradient());
  }

  private static BinaryOperator<Tensor> of(BinaryOp operation) {
    return (a, b) -> Tensor.apply(operation, a, b);
  }

  private static Tensor positive(Tensor x) {
    return x.greater(0);
  }
}
