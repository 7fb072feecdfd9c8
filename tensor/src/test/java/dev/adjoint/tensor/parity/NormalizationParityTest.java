package dev.adjoint.tensor.parity;

import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class NormalizationParityTest {

  @TestFactory
  Stream<DynamicTest> agreesWithPyTorch() {
    return new ParityTable(getClass(), "normalization.jsonl", Tolerance.SUMS)
        .row("layer norm", NormalizationParityTest::layerNorm)
        .row(
            "layer norm, plain",
            (x, a) -> x[0].layerNorm(Shape.of(a.wholes("over")), a.number("eps")))
        .tests();
  }

  private static Tensor layerNorm(Tensor[] x, Attributes a) {
    double eps = a.number("eps");
    return x.length == 3 ? x[0].layerNorm(x[1], x[2], eps) : x[0].layerNorm(x[1], eps);
  }
}
