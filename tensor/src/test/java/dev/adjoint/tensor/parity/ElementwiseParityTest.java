package dev.adjoint.tensor.parity;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ElementwiseParityTest {

  private static final double INFINITE = Double.POSITIVE_INFINITY;

  @TestFactory
  Stream<DynamicTest> agreesWithPyTorch() {
    ParityTable table = new ParityTable(getClass(), "elementwise.jsonl", Tolerance.EACH);
    arithmetic(table);
    functions(table);
    truths(table);
    return table.tests();
  }

  private static void arithmetic(ParityTable table) {
    table
        .row("add", (x, a) -> x[0].add(x[1]))
        .row("sub", (x, a) -> x[0].subtract(x[1]))
        .row("mul", (x, a) -> x[0].multiply(x[1]))
        .row("div", (x, a) -> x[0].divide(x[1]))
        .row("pow", (x, a) -> x[0].pow(x[1]))
        .row("pow_scalar", (x, a) -> x[0].pow(a.number("exponent")))
        .row("atan2", (x, a) -> x[0].atan2(x[1]))
        // −0 is below 0 here; for PyTorch they are equal.
        .row("minimum", Tolerance.SUMS, (x, a) -> x[0].minimum(x[1]))
        .row("maximum", Tolerance.SUMS, (x, a) -> x[0].maximum(x[1]))
        .row("clamp", (x, a) -> x[0].clamp(a.number("min", -INFINITE), a.number("max", INFINITE)));
  }

  private static void functions(ParityTable table) {
    table
        .row("neg", (x, a) -> x[0].negative())
        .row("exp", (x, a) -> x[0].exp())
        .row("expm1", (x, a) -> x[0].expm1())
        .row("log", (x, a) -> x[0].log())
        .row("log1p", (x, a) -> x[0].log1p())
        .row("sqrt", (x, a) -> x[0].sqrt())
        .row("rsqrt", (x, a) -> x[0].rsqrt())
        .row("reciprocal", (x, a) -> x[0].reciprocal())
        .row("square", (x, a) -> x[0].square())
        .row("abs", (x, a) -> x[0].abs())
        // The sign of −0 is 0 in PyTorch, −0 here.
        .row("sign", Tolerance.SUMS, (x, a) -> x[0].sign())
        .row("floor", (x, a) -> x[0].floor())
        .row("ceil", (x, a) -> x[0].ceil())
        .row("round", (x, a) -> x[0].round())
        .row("sin", (x, a) -> x[0].sin())
        .row("cos", (x, a) -> x[0].cos())
        .row("tan", (x, a) -> x[0].tan())
        .row("asin", (x, a) -> x[0].asin())
        .row("acos", (x, a) -> x[0].acos())
        .row("atan", (x, a) -> x[0].atan())
        .row("sinh", (x, a) -> x[0].sinh())
        .row("cosh", (x, a) -> x[0].cosh())
        .row("tanh", (x, a) -> x[0].tanh())
        .row("erf", (x, a) -> x[0].erf());
  }

  private static void truths(ParityTable table) {
    table
        .row("eq", (x, a) -> x[0].eq(x[1]))
        .row("ne", (x, a) -> x[0].notEqual(x[1]))
        .row("lt", (x, a) -> x[0].less(x[1]))
        .row("le", (x, a) -> x[0].lessEqual(x[1]))
        .row("gt", (x, a) -> x[0].greater(x[1]))
        .row("ge", (x, a) -> x[0].greaterEqual(x[1]))
        .row("logical_and", (x, a) -> x[0].logicalAnd(x[1]))
        .row("logical_or", (x, a) -> x[0].logicalOr(x[1]))
        .row("logical_xor", (x, a) -> x[0].logicalXor(x[1]))
        .row("logical_not", (x, a) -> x[0].logicalNot());
  }
}
