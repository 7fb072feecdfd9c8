package dev.adjoint.tensor.parity;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class CreationParityTest {

  @TestFactory
  Stream<DynamicTest> agreesWithPyTorch() {
    ParityTable table = new ParityTable(getClass(), "creation.jsonl", Tolerance.EACH);
    creation(table);
    return table.tests();
  }

  private static void creation(ParityTable table) {
    table
        .row(
            "arange",
            (x, a) ->
                Tensor.arange(
                    ElementType.F64, a.number("start"), a.number("end"), a.number("step")))
        .row(
            "arange_whole",
            (x, a) -> Tensor.arange(a.whole("start"), a.whole("end"), a.whole("step")))
        .row(
            "linspace",
            (x, a) ->
                Tensor.linspace(
                    ElementType.F64, a.number("start"), a.number("end"), a.whole("steps")))
        .row("eye", (x, a) -> Tensor.eye(ElementType.F64, a.whole("n"), a.whole("m")))
        .row(
            "full",
            (x, a) -> Tensor.full(ElementType.F64, Shape.of(a.wholes("size")), a.number("value")));
  }
}
