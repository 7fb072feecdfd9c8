package dev.adjoint.onnx.export;

import static dev.adjoint.onnx.export.StepExport.real;
import static dev.adjoint.onnx.export.StepExport.whole;

import dev.adjoint.formats.onnx.OnnxType;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.op.elementwise.BinaryOp;
import dev.adjoint.tensor.op.elementwise.CastOp;
import dev.adjoint.tensor.op.elementwise.CompareOp;
import dev.adjoint.tensor.op.elementwise.UnaryOp;
import dev.adjoint.tensor.op.elementwise.WhereOp;
import java.util.LinkedHashMap;
import java.util.Map;

/// Rules for what is computed element by element.
final class ElementwiseExports {

  static final Map<Object, ExportRule> RULES = rules();

  private interface Formula {
    String of(StepExport step, String x);
  }

  private ElementwiseExports() {}

  private static Map<Object, ExportRule> rules() {
    Map<Object, ExportRule> rules = new LinkedHashMap<>();
    functions(rules);
    activations(rules);
    binary(rules);
    rules.put(CastOp.class, ElementwiseExports::cast);
    rules.put(
        WhereOp.class,
        step -> step.result(step.node("Where", step.input(0), step.input(1), step.input(2))));
    return rules;
  }

  private static void direct(Map<Object, ExportRule> rules, Object key, String operator) {
    rules.put(key, step -> step.result(step.node(operator, step.inputs().toArray(String[]::new))));
  }

  private static void formula(Map<Object, ExportRule> rules, Object key, Formula formula) {
    rules.put(key, step -> step.result(formula.of(step, step.input(0))));
  }

  private static void functions(Map<Object, ExportRule> rules) {
    direct(rules, UnaryOp.NEGATE, "Neg");
    direct(rules, UnaryOp.ABS, "Abs");
    direct(rules, UnaryOp.SIGN, "Sign");
    direct(rules, UnaryOp.RECIPROCAL, "Reciprocal");
    formula(rules, UnaryOp.SQUARE, (s, x) -> s.node("Mul", x, x));
    direct(rules, UnaryOp.SQRT, "Sqrt");
    formula(rules, UnaryOp.RSQRT, (s, x) -> s.node("Reciprocal", s.node("Sqrt", x)));
    direct(rules, UnaryOp.EXP, "Exp");
    formula(rules, UnaryOp.EXPM1, ElementwiseExports::expm1);
    direct(rules, UnaryOp.LOG, "Log");
    formula(rules, UnaryOp.LOG1P, ElementwiseExports::log1p);
    direct(rules, UnaryOp.SIN, "Sin");
    direct(rules, UnaryOp.COS, "Cos");
    direct(rules, UnaryOp.TAN, "Tan");
    direct(rules, UnaryOp.ASIN, "Asin");
    direct(rules, UnaryOp.ACOS, "Acos");
    direct(rules, UnaryOp.ATAN, "Atan");
    direct(rules, UnaryOp.SINH, "Sinh");
    direct(rules, UnaryOp.COSH, "Cosh");
    direct(rules, UnaryOp.TANH, "Tanh");
    direct(rules, UnaryOp.ERF, "Erf");
    direct(rules, UnaryOp.FLOOR, "Floor");
    direct(rules, UnaryOp.CEIL, "Ceil");
    direct(rules, UnaryOp.ROUND, "Round");
    direct(rules, UnaryOp.NOT, "Not");
  }

  private static void activations(Map<Object, ExportRule> rules) {
    direct(rules, UnaryOp.SIGMOID, "Sigmoid");
    direct(rules, UnaryOp.SOFTPLUS, "Softplus");
    direct(rules, UnaryOp.RELU, "Relu");
    direct(rules, UnaryOp.SOFTSIGN, "Softsign");
    direct(rules, UnaryOp.HARDSWISH, "HardSwish");
    formula(rules, UnaryOp.RELU6, (s, x) -> s.node("Clip", x, s.number(0), s.number(6)));
    formula(rules, UnaryOp.SILU, (s, x) -> s.node("Mul", x, s.node("Sigmoid", x)));
    formula(rules, UnaryOp.MISH, (s, x) -> s.node("Mul", x, s.node("Tanh", s.node("Softplus", x))));
    formula(
        rules, UnaryOp.LOG_SIGMOID, (s, x) -> s.node("Neg", s.node("Softplus", s.node("Neg", x))));
    formula(rules, UnaryOp.TANHSHRINK, (s, x) -> s.node("Sub", x, s.node("Tanh", x)));
    formula(
        rules,
        UnaryOp.HARDSIGMOID,
        (s, x) -> s.node("HardSigmoid", Map.of("alpha", real(1.0 / 6), "beta", real(0.5)), x));
    formula(rules, UnaryOp.GELU, ElementwiseExports::gelu);
    formula(rules, UnaryOp.GELU_TANH, ElementwiseExports::geluTanh);
  }

  private static void binary(Map<Object, ExportRule> rules) {
    direct(rules, BinaryOp.ADD, "Add");
    direct(rules, BinaryOp.SUBTRACT, "Sub");
    direct(rules, BinaryOp.MULTIPLY, "Mul");
    direct(rules, BinaryOp.DIVIDE, "Div");
    direct(rules, BinaryOp.MINIMUM, "Min");
    direct(rules, BinaryOp.MAXIMUM, "Max");
    direct(rules, BinaryOp.POW, "Pow");
    direct(rules, BinaryOp.AND, "And");
    direct(rules, BinaryOp.OR, "Or");
    direct(rules, BinaryOp.XOR, "Xor");
    direct(rules, CompareOp.EQUAL, "Equal");
    direct(rules, CompareOp.LESS, "Less");
    direct(rules, CompareOp.LESS_OR_EQUAL, "LessOrEqual");
    direct(rules, CompareOp.GREATER, "Greater");
    direct(rules, CompareOp.GREATER_OR_EQUAL, "GreaterOrEqual");
    rules.put(
        CompareOp.NOT_EQUAL,
        step -> step.result(step.node("Not", step.node("Equal", step.input(0), step.input(1)))));
  }

  /// `tanh(x/2)·(eˣ + 1)`, which keeps the digits of small x.
  private static String expm1(StepExport s, String x) {
    String half = s.node("Tanh", s.node("Mul", x, s.number(0.5)));
    String sum = s.node("Add", s.node("Exp", x), s.number(1));
    return s.node("Mul", half, sum);
  }

  /// `2·atanh(x / (x + 2))` for small x, which keeps its digits, and `log(1 + x)` for others.
  private static String log1p(StepExport s, String x) {
    String ratio = s.node("Div", x, s.node("Add", x, s.number(2)));
    String small = s.node("Less", s.node("Abs", x), s.number(0.5));
    String inner = s.node("Where", small, ratio, s.number(0));
    String near = s.node("Mul", s.node("Atanh", inner), s.number(2));
    String far = s.node("Log", s.node("Add", x, s.number(1)));
    return s.node("Where", small, near, far);
  }

  private static String gelu(StepExport s, String x) {
    String erf = s.node("Erf", s.node("Mul", x, s.number(Math.sqrt(0.5))));
    String half = s.node("Mul", s.node("Add", erf, s.number(1)), s.number(0.5));
    return s.node("Mul", x, half);
  }

  private static String geluTanh(StepExport s, String x) {
    String cube = s.node("Mul", s.node("Mul", x, x), x);
    String sum = s.node("Add", x, s.node("Mul", cube, s.number(0.044715)));
    String tanh = s.node("Tanh", s.node("Mul", sum, s.number(Math.sqrt(2 / Math.PI))));
    return s.node("Mul", x, s.node("Mul", s.node("Add", tanh, s.number(1)), s.number(0.5)));
  }

  private static void cast(StepExport step) {
    ElementType type = step.operation(CastOp.class).type();
    step.result(step.node("Cast", Map.of("to", whole(OnnxType.of(type).code())), step.input(0)));
  }
}
