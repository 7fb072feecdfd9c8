package dev.adjoint.tensor.parity;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class MovementParityTest {

  @TestFactory
  Stream<DynamicTest> agreesWithPyTorch() {
    ParityTable table = new ParityTable(getClass(), "movement.jsonl", Tolerance.EACH);
    views(table);
    selection(table);
    arrangement(table);
    return table.tests();
  }

  private static void views(ParityTable table) {
    table
        .row("reshape", (x, a) -> x[0].reshape(a.wholes("shape")))
        .row("reshape_of_transpose", (x, a) -> x[0].transpose().reshape(a.wholes("shape")))
        .row("flatten", (x, a) -> x[0].flatten(a.whole("start_dim"), a.whole("end_dim")))
        .row("unflatten", (x, a) -> x[0].unflatten(a.whole("dim"), a.wholes("sizes")))
        .row("movedim", (x, a) -> x[0].moveaxis(a.whole("source"), a.whole("destination")))
        .row("transpose", (x, a) -> x[0].transpose(a.whole("dim0"), a.whole("dim1")))
        .row("permute", (x, a) -> x[0].permute(a.wholes("dims")))
        .row("squeeze", (x, a) -> a.has("dim") ? x[0].squeeze(a.whole("dim")) : x[0].squeeze())
        .row("unsqueeze", (x, a) -> x[0].unsqueeze(a.whole("dim")))
        .row("expand", (x, a) -> x[0].expand(a.wholes("size")))
        .row(
            "diagonal",
            (x, a) -> x[0].diagonal(a.whole("offset"), a.whole("dim1"), a.whole("dim2")))
        .row(
            "slice",
            (x, a) -> x[0].slice(a.whole("dim"), a.whole("start"), a.whole("end"), a.whole("step")))
        .row("select", (x, a) -> x[0].select(a.whole("dim"), a.whole("index")));
  }

  private static void selection(ParityTable table) {
    table
        .row("index_select", (x, a) -> x[0].indexSelect(a.whole("dim"), x[1]))
        .row("gather", (x, a) -> x[0].gather(a.whole("dim"), x[1]))
        .row("scatter_add", (x, a) -> x[0].scatterAdd(a.whole("dim"), x[1], x[2]))
        .row("index_add", (x, a) -> x[0].indexAdd(a.whole("dim"), x[1], x[2]))
        .row("nonzero", (x, a) -> x[0].nonzero())
        // PyTorch's is I64, ours F32.
        .row("one_hot", (x, a) -> x[0].oneHot(a.whole("num_classes")).to(ElementType.I64))
        .row("masked_select", (x, a) -> x[0].maskedSelect(x[1]))
        .row("masked_fill", (x, a) -> x[0].maskedFill(x[1], a.number("value")))
        .row("where", (x, a) -> x[1].where(x[0], x[2]));
  }

  private static void arrangement(ParityTable table) {
    table
        .row("cat", (x, a) -> Tensor.concat(a.whole("dim"), x))
        .row("stack", (x, a) -> Tensor.stack(a.whole("dim"), x))
        .rows("split", (x, a) -> x[0].split(a.whole("dim"), a.wholes("sizes")))
        .rows("split_size", (x, a) -> x[0].split(a.whole("dim"), a.whole("size")))
        .rows("chunk", (x, a) -> x[0].chunk(a.whole("dim"), a.whole("chunks")))
        .row("flip", (x, a) -> x[0].flip(a.wholes("dims")))
        .row("pad", (x, a) -> x[0].pad(a.number("value"), a.wholes("pad")))
        .row("repeat", (x, a) -> x[0].repeat(a.wholes("sizes")))
        .row(
            "repeat_interleave",
            (x, a) -> x[0].repeatInterleave(a.whole("dim"), a.whole("repeats")))
        .row("tril", (x, a) -> x[0].tril(a.whole("diagonal")))
        .row("triu", (x, a) -> x[0].triu(a.whole("diagonal")))
        .row("to", (x, a) -> x[0].to(ElementType.valueOf(a.text("type"))));
  }
}
