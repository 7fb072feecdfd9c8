package dev.adjoint.tensor.parity;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ActivationParityTest {

  @TestFactory
  Stream<DynamicTest> agreesWithPyTorch() {
    ParityTable table = new ParityTable(getClass(), "activation.jsonl", Tolerance.SUMS);
    smooth(table);
    piecewise(table);
    return table.tests();
  }

  private static void smooth(ParityTable table) {
    table
        .row("sigmoid", (x, a) -> x[0].sigmoid())
        .row("logsigmoid", (x, a) -> x[0].logSigmoid())
        .row("softplus", (x, a) -> x[0].softplus(a.number("beta", 1), a.number("threshold", 20)))
        .row("softsign", (x, a) -> x[0].softsign())
        .row("elu", (x, a) -> x[0].elu(a.number("alpha")))
        .row("celu", (x, a) -> x[0].celu(a.number("alpha")))
        .row("selu", (x, a) -> x[0].selu())
        .row("glu", (x, a) -> x[0].glu(a.whole("dim")))
        .row("gelu", (x, a) -> a.text("approximate").equals("tanh") ? x[0].geluTanh() : x[0].gelu())
        .row("silu", (x, a) -> x[0].silu())
        .row("mish", (x, a) -> x[0].mish())
        .row("tanhshrink", (x, a) -> x[0].tanhshrink())
        .row("softmax", (x, a) -> x[0].softmax(a.whole("dim")))
        .row("log_softmax", (x, a) -> x[0].logSoftmax(a.whole("dim")));
  }

  private static void piecewise(ParityTable table) {
    table
        .row("relu", (x, a) -> x[0].relu())
        .row("relu6", (x, a) -> x[0].relu6())
        .row("leaky_relu", (x, a) -> x[0].leakyRelu(a.number("negative_slope")))
        .row("prelu", (x, a) -> x[0].prelu(x[1]))
        .row("threshold", (x, a) -> x[0].threshold(a.number("threshold"), a.number("value")))
        .row("hardtanh", (x, a) -> x[0].hardtanh(a.number("min_val", -1), a.number("max_val", 1)))
        // PyTorch rounds the slope 1/6 to F32, even in F64.
        .row("hardsigmoid", Tolerance.SUMS.within(1e-7), (x, a) -> x[0].hardsigmoid())
        .row("hardswish", (x, a) -> x[0].hardswish())
        .row("softshrink", (x, a) -> x[0].softshrink(a.number("lambd")))
        .row("hardshrink", (x, a) -> x[0].hardshrink(a.number("lambd")));
  }
}
