package dev.adjoint.tensor.parity;

import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Sorted;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ReduceParityTest {

  @TestFactory
  Stream<DynamicTest> agreesWithPyTorch() {
    ParityTable table = new ParityTable(getClass(), "reduce.jsonl", Tolerance.SUMS);
    sums(table);
    extremes(table);
    return table.tests();
  }

  private static void sums(ParityTable table) {
    table
        .row("sum", (x, a) -> x[0].sum(keep(a), a.wholes("dim")))
        .row("mean", (x, a) -> x[0].mean(keep(a), a.wholes("dim")))
        .row("var", (x, a) -> x[0].variance(a.whole("correction"), keep(a), a.wholes("dim")))
        .row("std", (x, a) -> x[0].std(a.whole("correction"), keep(a), a.wholes("dim")))
        .row("logsumexp", (x, a) -> x[0].logsumexp(keep(a), a.wholes("dim")))
        .row("norm", (x, a) -> x[0].norm(order(a), keep(a), a.wholes("dim")))
        .row("prod", (x, a) -> x[0].prod(keep(a), a.wholes("dim")))
        .row("cumprod", (x, a) -> x[0].cumprod(a.whole("dim")))
        .row("cumsum", (x, a) -> x[0].cumsum(a.whole("dim")));
  }

  private static void extremes(ParityTable table) {
    table
        .row("amin", (x, a) -> x[0].min(keep(a), a.wholes("dim")))
        .row("amax", (x, a) -> x[0].max(keep(a), a.wholes("dim")))
        .row(
            "argmin", (x, a) -> a.has("dim") ? x[0].argmin(keep(a), a.whole("dim")) : x[0].argmin())
        .row(
            "argmax", (x, a) -> a.has("dim") ? x[0].argmax(keep(a), a.whole("dim")) : x[0].argmax())
        .row("nansum", (x, a) -> x[0].nansum(a.wholes("dim")))
        .row("nanmean", (x, a) -> x[0].nanmean(a.wholes("dim")))
        .row("nan_to_num", (x, a) -> x[0].nanToNum(a.number("nan")))
        .row("isnan", (x, a) -> x[0].isnan())
        .row("isinf", (x, a) -> x[0].isinf())
        .row("isfinite", (x, a) -> x[0].isfinite())
        .row("any", (x, a) -> x[0].any(keep(a), a.wholes("dim")))
        .row("all", (x, a) -> x[0].all(keep(a), a.wholes("dim")))
        .row("quantile", (x, a) -> x[0].quantile(a.number("q"), keep(a), a.whole("dim")))
        .row("median", (x, a) -> x[0].median(a.whole("dim")))
        .rows("sort", (x, a) -> both(x[0].sort(a.whole("dim"), a.flag("descending"))))
        .rows("topk", (x, a) -> both(x[0].topk(a.whole("k"), a.whole("dim"), a.flag("largest"))));
  }

  private static KeepAxes keep(Attributes a) {
    return a.has("keepdim") && a.flag("keepdim") ? KeepAxes.YES : KeepAxes.NO;
  }

  private static double order(Attributes a) {
    return a.text("ord").equals("inf") ? Double.POSITIVE_INFINITY : a.number("ord");
  }

  private static List<Tensor> both(Sorted sorted) {
    return List.of(sorted.values(), sorted.indices());
  }
}
