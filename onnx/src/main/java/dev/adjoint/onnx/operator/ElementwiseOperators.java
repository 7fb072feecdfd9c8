package dev.adjoint.onnx.operator;

import static dev.adjoint.onnx.operator.OperatorRow.same;

import dev.adjoint.formats.onnx.OnnxType;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.LongBinaryOperator;

/// Arithmetic and functions of one number, element by element; shapes are broadcast.
final class ElementwiseOperators {

  static final List<OperatorRow> ROWS =
      List.of(
          same("Identity", call -> call.tensor(0)),
          same("Abs", call -> call.tensor(0).abs()),
          same("Neg", call -> call.tensor(0).negative()),
          same("Sign", call -> call.tensor(0).sign()),
          same("Reciprocal", call -> call.tensor(0).reciprocal()),
          same("Sqrt", call -> call.tensor(0).sqrt()),
          same("Exp", call -> call.tensor(0).exp()),
          same("Log", call -> call.tensor(0).log()),
          same("Sin", call -> call.tensor(0).sin()),
          same("Cos", call -> call.tensor(0).cos()),
          same("Tan", call -> call.tensor(0).tan()),
          same("Asin", call -> call.tensor(0).asin()),
          same("Acos", call -> call.tensor(0).acos()),
          same("Atan", call -> call.tensor(0).atan()),
          same("Sinh", call -> call.tensor(0).sinh()),
          same("Cosh", call -> call.tensor(0).cosh()),
          same("Tanh", call -> call.tensor(0).tanh()),
          same("Asinh", call -> asinh(call.tensor(0))),
          same("Acosh", call -> acosh(call.tensor(0))),
          same("Atanh", call -> atanh(call.tensor(0))),
          same("Erf", call -> call.tensor(0).erf()),
          same("Floor", call -> call.tensor(0).floor()),
          same("Ceil", call -> call.tensor(0).ceil()),
          same("Round", call -> call.tensor(0).round()),
          same("Add", call -> call.tensor(0).add(call.right())),
          same("Sub", call -> call.tensor(0).subtract(call.right())),
          same("Mul", call -> call.tensor(0).multiply(call.right())),
          same("Div", call -> call.tensor(0).divide(call.right())),
          same("Pow", ElementwiseOperators::power),
          same("Mod", ElementwiseOperators::modulus),
          same("Max", call -> fold(call, Tensor::maximum)),
          same("Min", call -> fold(call, Tensor::minimum)),
          same("Sum", call -> fold(call, Tensor::add)),
          same("Mean", call -> fold(call, Tensor::add).divide(call.inputs())),
          same("Clip", ElementwiseOperators::clip),
          same("BitShift", ElementwiseOperators::shift),
          same("BitwiseAnd", call -> bits(call, (a, b) -> a & b)),
          same("BitwiseOr", call -> bits(call, (a, b) -> a | b)),
          same("BitwiseXor", call -> bits(call, (a, b) -> a ^ b)),
          same("BitwiseNot", call -> call.tensor(0).negative().subtract(1)),
          OperatorRow.of("Cast", call -> cast(call, target(call))),
          OperatorRow.of("CastLike", call -> cast(call, call.type(1))));

  private ElementwiseOperators() {}

  /// `sign(x)·log(|x| + √(x² + 1))`, for large |x| without the square.
  private static Tensor asinh(Tensor x) {
    Tensor size = x.abs();
    Tensor moderate = size.minimum(Tensor.scalar(x.elementType(), 1e15));
    Tensor root = moderate.square().add(1).sqrt();
    // log1p(a + a² / (1 + √(a² + 1))) keeps the digits of small numbers.
    Tensor small = moderate.add(moderate.square().divide(root.add(1))).log1p();
    Tensor large = size.maximum(Tensor.scalar(x.elementType(), 1e15)).log().add(Math.log(2));
    Tensor limit = Tensor.scalar(x.elementType(), 1e15);
    return large.where(size.greater(limit), small).multiply(x.sign());
  }

  /// `log(x + √(x − 1)·√(x + 1))`.
  private static Tensor acosh(Tensor x) {
    return x.add(x.subtract(1).sqrt().multiply(x.add(1).sqrt())).log();
  }

  /// `½·(log1p(x) − log1p(−x))`.
  private static Tensor atanh(Tensor x) {
    return x.log1p().subtract(x.negative().log1p()).multiply(0.5);
  }

  private static Tensor fold(NodeCall call, BinaryOperator<Tensor> rule) {
    Tensor folded = call.tensor(0);
    for (int i = 1; i < call.inputs(); i++) {
      folded = rule.apply(folded, call.tensor(i));
    }
    return folded;
  }

  private static Tensor power(NodeCall call) {
    Tensor base = call.tensor(0);
    Tensor exponent = call.right();
    if (base.elementType().isFloating()) {
      return base.pow(exponent.to(base.elementType()));
    }
    if (!exponent.elementType().isFloating()) {
      return onIntegers(call, base, exponent, (a, b) -> integerPower(call, a, b));
    }
    return base.to(ElementType.F64).pow(exponent.to(ElementType.F64)).to(base.elementType());
  }

  private static long integerPower(NodeCall call, long base, long exponent) {
    if (exponent < 0) {
      throw call.refuse(
          "an integer is raised to the power %d, which is not an integer; convert it to FLOAT first"
              .formatted(exponent));
    }
    long result = 1;
    long square = base;
    for (long rest = exponent; rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        result *= square;
      }
      square *= square;
    }
    return result;
  }

  /// The remainder with the sign of the divisor or, with `fmod`, of the dividend.
  private static Tensor modulus(NodeCall call) {
    Tensor a = call.tensor(0);
    Tensor b = call.tensor(1);
    boolean fmod = call.flag("fmod", false);
    if (!a.elementType().isFloating()) {
      return onIntegers(
          call,
          a,
          b,
          (x, y) -> fmod ? x % requireDivisor(call, y) : Math.floorMod(x, requireDivisor(call, y)));
    }
    if (!fmod) {
      throw call.refuse("floating-point numbers need the attribute fmod 1; set it");
    }
    call.requireUntracked(0);
    call.requireUntracked(1);
    Shape shape = Shape.broadcast("mod", a.shape(), b.shape());
    double[] left = a.expand(shape).to(ElementType.F64).toDoubleArray();
    double[] right = b.expand(shape).to(ElementType.F64).toDoubleArray();
    for (int i = 0; i < left.length; i++) {
      left[i] %= right[i];
    }
    return Tensor.of(a.elementType(), left, shape);
  }

  private static long requireDivisor(NodeCall call, long divisor) {
    if (divisor == 0) {
      throw call.refuse("an integer is divided by 0; check the divisor");
    }
    return divisor;
  }

  /// A function of two integers, element by element.
  private static Tensor onIntegers(NodeCall call, Tensor a, Tensor b, LongBinaryOperator rule) {
    Shape shape = Shape.broadcast(call.node().operator(), a.shape(), b.shape());
    long[] left = a.expand(shape).to(ElementType.I64).toLongArray();
    long[] right = b.expand(shape).to(ElementType.I64).toLongArray();
    for (int i = 0; i < left.length; i++) {
      left[i] = rule.applyAsLong(left[i], right[i]);
    }
    return Tensor.of(left, shape).to(a.elementType());
  }

  private static Tensor bits(NodeCall call, LongBinaryOperator rule) {
    return onIntegers(call, call.tensor(0), call.tensor(1), rule);
  }

  private static Tensor shift(NodeCall call) {
    return switch (call.text("direction", "")) {
      case "LEFT" -> bits(call, (a, b) -> b >= Long.SIZE ? 0 : a << b);
      case "RIGHT" -> bits(call, (a, b) -> b >= Long.SIZE ? 0 : a >>> b);
      case String other ->
          throw call.refuse("the direction is \"%s\" but must be LEFT or RIGHT".formatted(other));
    };
  }

  private static Tensor clip(NodeCall call) {
    Tensor x = call.tensor(0);
    ElementType type = x.elementType();
    if (call.opset() < 11) {
      Tensor low = Tensor.scalar(type, call.real("min", -Float.MAX_VALUE));
      return x.maximum(low).minimum(Tensor.scalar(type, call.real("max", Float.MAX_VALUE)));
    }
    Tensor clipped = call.has(1) ? x.maximum(call.like(1, x)) : x;
    return call.has(2) ? clipped.minimum(call.like(2, x)) : clipped;
  }

  private static OnnxType target(NodeCall call) {
    long code = call.whole("to", 0);
    return OnnxType.of(code)
        .orElseThrow(() ->
            call.refuse(
                "the target type %d is none of ONNX's; the file is damaged".formatted(code)));
  }

  private static List<OnnxValue> cast(NodeCall call, OnnxType to) {
    if (to.element().isEmpty()) {
      throw call.refuse(
          "the target type is %s, which no tensor holds; convert the model to FLOAT".formatted(to));
    }
    Tensor x = call.tensor(0);
    if (to == OnnxType.BOOL && x.elementType() != ElementType.BOOL) {
      return List.of(OnnxValue.of(x.notEqual(0)));
    }
    return List.of(OnnxValue.of(to, x));
  }
}
