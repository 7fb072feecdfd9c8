package dev.adjoint.tensor.parity;

import dev.adjoint.tensor.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class MatmulParityTest {

  @TestFactory
  Stream<DynamicTest> agreesWithPyTorch() {
    ParityTable table = new ParityTable(getClass(), "matmul.jsonl", Tolerance.SUMS);
    products(table);
    return table.tests();
  }

  private static void products(ParityTable table) {
    table
        .row("matmul", (x, a) -> x[0].matmul(x[1]))
        .row("dot", (x, a) -> x[0].dot(x[1]))
        .row("cdist", (x, a) -> x[0].cdist(x[1], a.number("p")))
        .row("trace", (x, a) -> x[0].trace())
        .row("outer", (x, a) -> x[0].outer(x[1]))
        .row("einsum", (x, a) -> Tensor.einsum(a.text("equation"), x));
  }
}
