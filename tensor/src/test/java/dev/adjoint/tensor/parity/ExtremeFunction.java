package dev.adjoint.tensor.parity;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/// How a function of the stored table is called here, and how exact its value and slope are.
record ExtremeFunction(String name, Call call, Bound value, Bound slope, Bound bend) {

  interface Call {
    Tensor of(Tensor x, Attributes a);
  }

  /// An error of `relative` ε of the exact number plus `absolute` ε, where ε is 2⁻²³ (F32) or 2⁻⁵²
  /// (F64), and of `lost` times the smallest normal number, for what underflow takes.
  record Bound(double relative, double absolute, double lost) {
    boolean fits(ElementType type, double found, double exact) {
      boolean single = type == ElementType.F32;
      double target = single ? (float) exact : exact;
      if (Double.isNaN(target) || Double.isInfinite(target)) {
        return Double.compare(found, target) == 0;
      }
      double allowed = (relative * Math.abs(exact) + absolute) * (single ? 0x1p-23 : 0x1p-52);
      double underflow = lost * (single ? Float.MIN_NORMAL : Double.MIN_NORMAL);
      return Math.abs(found - exact) <= allowed + underflow;
    }
  }

  private static final Bound USUAL = new Bound(4, 0, 1e-4);
  private static final Bound CURVED = new Bound(16, 0, 1);

  private static ExtremeFunction plain(String name, UnaryOperator<Tensor> f) {
    return new ExtremeFunction(name, (x, a) -> f.apply(x), USUAL, USUAL, CURVED);
  }

  private static ExtremeFunction with(String name, Call call) {
    return new ExtremeFunction(name, call, USUAL, USUAL, CURVED);
  }

  static final List<ExtremeFunction> ALL =
      List.of(
          plain("negative", Tensor::negative),
          plain("abs", Tensor::abs),
          plain("sign", Tensor::sign),
          plain("square", Tensor::square),
          plain("reciprocal", Tensor::reciprocal),
          plain("sqrt", Tensor::sqrt),
          plain("rsqrt", Tensor::rsqrt),
          plain("floor", Tensor::floor),
          plain("ceil", Tensor::ceil),
          plain("round", Tensor::round),
          plain("exp", Tensor::exp),
          plain("expm1", Tensor::expm1),
          plain("log", Tensor::log),
          plain("log1p", Tensor::log1p),
          plain("sin", Tensor::sin),
          plain("cos", Tensor::cos),
          plain("tan", Tensor::tan),
          plain("asin", Tensor::asin),
          plain("acos", Tensor::acos),
          plain("atan", Tensor::atan),
          plain("sinh", Tensor::sinh),
          plain("cosh", Tensor::cosh),
          byResult("tanh", Tensor::tanh),
          plain("erf", Tensor::erf),
          byResult("sigmoid", Tensor::sigmoid),
          plain("tanhshrink", Tensor::tanhshrink),
          plain("softsign", Tensor::softsign),
          with(
              "softplus",
              (x, a) ->
                  a.has("beta")
                      ? x.softplus(a.number("beta"), a.number("threshold"))
                      : x.softplus()),
          plain("logSigmoid", Tensor::logSigmoid),
          plain("gelu", Tensor::gelu),
          steep("geluTanh", (x, a) -> x.geluTanh()),
          gate("silu", Tensor::silu),
          gate("mish", Tensor::mish),
          plain("relu", Tensor::relu),
          plain("relu6", Tensor::relu6),
          with("leakyRelu", (x, a) -> x.leakyRelu(a.number("negative_slope"))),
          with("elu", (x, a) -> x.elu(a.number("alpha"))),
          steep("celu", (x, a) -> x.celu(a.number("alpha"))),
          plain("selu", Tensor::selu),
          plain("hardtanh", Tensor::hardtanh),
          plain("hardsigmoid", Tensor::hardsigmoid),
          plain("hardswish", Tensor::hardswish),
          with("softshrink", (x, a) -> x.softshrink(a.number("lambd"))),
          with("hardshrink", (x, a) -> x.hardshrink(a.number("lambd"))),
          with("threshold", (x, a) -> x.threshold(a.number("threshold"), a.number("value"))),
          with("clamp", (x, a) -> x.clamp(a.number("min"), a.number("max"))),
          with("pow", (x, a) -> x.pow(a.number("exponent"))));

  /// The derivatives follow from the value y, and `1 − y` is rounded.
  private static ExtremeFunction byResult(String name, UnaryOperator<Tensor> f) {
    return new ExtremeFunction(
        name, (x, a) -> f.apply(x), USUAL, new Bound(4, 1, 1), new Bound(16, 4, 1));
  }

  /// The error grows with the argument of an exponential function.
  private static ExtremeFunction steep(String name, Call call) {
    Bound bound = new Bound(500, 0, 1);
    return new ExtremeFunction(name, call, bound, bound, bound);
  }

  /// The slope and its slope cross zero, where terms cancel.
  private static ExtremeFunction gate(String name, UnaryOperator<Tensor> f) {
    return new ExtremeFunction(
        name, (x, a) -> f.apply(x), USUAL, new Bound(12, 0, 1e-4), new Bound(128, 0, 1));
  }

  static ExtremeFunction named(String name) {
    return ALL.stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }
}
