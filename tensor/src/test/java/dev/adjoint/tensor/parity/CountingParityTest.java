package dev.adjoint.tensor.parity;

import dev.adjoint.tensor.Sorted;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.Unique;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class CountingParityTest {

  @TestFactory
  Stream<DynamicTest> agreesWithPyTorch() {
    return new ParityTable(getClass(), "counting.jsonl", Tolerance.SUMS)
        .row("bincount", (x, a) -> x[0].bincount(a.whole("minlength")))
        .row("histc", (x, a) -> x[0].histc(a.whole("bins"), 0, 1))
        .rows("unique", (x, a) -> parts(x[0].unique()))
        .row("searchsorted", (x, a) -> x[0].searchsorted(x[1], a.flag("right")))
        .row("bucketize", (x, a) -> x[0].bucketize(x[1]))
        .rows("cummax", (x, a) -> parts(x[0].cummax(a.whole("dim"))))
        .rows("cummin", (x, a) -> parts(x[0].cummin(a.whole("dim"))))
        .row("diff", (x, a) -> x[0].diff(a.whole("dim")))
        .row("masked_scatter", (x, a) -> x[0].maskedScatter(x[1], x[2]))
        .row("scatter", (x, a) -> x[0].scatter(a.whole("dim"), x[1], x[2]))
        .row("index_put", (x, a) -> x[0].indexPut(List.of(x[1], x[2]), x[3], a.flag("accumulate")))
        .row("nanmedian", (x, a) -> x[0].nanmedian(a.whole("dim")))
        .row("nanquantile", (x, a) -> x[0].nanquantile(a.number("q"), a.whole("dim")))
        .tests();
  }

  private static List<Tensor> parts(Unique unique) {
    return List.of(unique.values(), unique.inverse(), unique.counts());
  }

  private static List<Tensor> parts(Sorted sorted) {
    return List.of(sorted.values(), sorted.indices());
  }
}
