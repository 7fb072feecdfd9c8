package dev.adjoint.tensor.check;

import static dev.adjoint.tensor.check.OperationRow.shaped;

import dev.adjoint.tensor.PadMode;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.check.Draw.Range;
import dev.adjoint.tensor.op.movement.DiagonalOp;
import dev.adjoint.tensor.op.movement.EmbedOp;
import dev.adjoint.tensor.op.movement.SliceOp;
import java.util.List;
import java.util.function.UnaryOperator;

/// Other arrangements of the same elements.
final class MovementRows {

  private static final Range WIDE = Range.of(-2, 2);

  private MovementRows() {}

  static List<OperationRow> rows() {
    return List.of(
        shaped("reshape", WIDE, in -> in[0].reshape(3, -1), Shape.of(2, 3, 2)),
        shaped("permute", WIDE, in -> in[0].permute(2, 0, 1), Shape.of(2, 3, 4)),
        shaped("permute", WIDE, in -> in[0].transpose(0, 3), Shape.of(2, 1, 2, 3)),
        shaped("expand", WIDE, in -> in[0].expand(2, 4, 3), Shape.of(4, 1)),
        shaped("expand", WIDE, in -> in[0].expand(2, 0), Shape.of(2, 1)),
        one("slice", x -> x.slice(1, 1, 3), 2, 4, 2),
        one("slice", x -> x.slice(0, -1, -6, -2), 5, 2),
        one("slice", x -> x.slice(0, 2, 2), 3, 2),
        one("pick", x -> x.select(1, -1), 2, 3),
        one("flip", x -> x.flip(0, 2), 2, 3, 2),
        one("diagonal", x -> x.diagonal(1, 0, 2), 2, 3, 4),
        one("diagonal", x -> x.diagonal(-5, 0, 1), 2, 3),
        one(
            "embed",
            x -> Tensor.apply(new EmbedOp(new SliceOp(1, 4, -2, 2), Shape.of(2, 5)), x),
            2,
            2),
        one("embed", x -> Tensor.apply(new EmbedOp(new DiagonalOp(1, 0, 1), Shape.of(3, 3)), x), 2),
        one("tril", x -> x.tril(-1), 2, 3, 4),
        one("triu", x -> x.triu(1), 3, 2),
        one("pad", x -> x.pad(0.5, 1, 2, 0, 3), 2, 2, 3),
        one("pad", x -> x.pad(0, -1, 1), 2, 3),
        one("pad", x -> x.pad(PadMode.REFLECT, 1, 2, 0, 1), 2, 2, 3),
        one("pad", x -> x.pad(PadMode.REPLICATE, 2, 0, 1, 3), 2, 2, 3),
        one("pad", x -> x.pad(PadMode.CIRCULAR, 1, 3, 2, 0), 2, 2, 3),
        one("roll", x -> x.roll(1, -5), 2, 3),
        one("windows", x -> x.windows(0, 3, 2), 6, 2),
        one("repeat", x -> x.repeat(2, 1, 3), 3, 2),
        one("repeat interleave", x -> x.repeatInterleave(0, 2), 3, 2),
        one("unbind", x -> x.unbind(0).get(5).multiply(x.unbind(1).getFirst().sum()), 7, 2),
        one("split", x -> x.split(0, 2).getLast().multiply(x.chunk(0, 3).getFirst().sum()), 5, 2),
        shaped(
            "concat",
            WIDE,
            in -> Tensor.concat(1, in),
            Shape.of(2, 1),
            Shape.of(2, 0),
            Shape.of(2, 3)),
        shaped("stack", WIDE, in -> Tensor.stack(-1, in), Shape.of(2, 3), Shape.of(2, 3)));
  }

  private static OperationRow one(String operation, UnaryOperator<Tensor> f, int... sizes) {
    return shaped(operation, WIDE, in -> f.apply(in[0]), Shape.of(sizes));
  }
}
