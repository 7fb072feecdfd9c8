package dev.adjoint.onnx.export;

import static dev.adjoint.onnx.export.StepExport.longs;
import static dev.adjoint.onnx.export.StepExport.whole;
import static dev.adjoint.onnx.export.StepExport.wholesOf;

import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.op.movement.ConcatOp;
import dev.adjoint.tensor.op.movement.EmbedOp;
import dev.adjoint.tensor.op.movement.ExpandOp;
import dev.adjoint.tensor.op.movement.FlipOp;
import dev.adjoint.tensor.op.movement.PadOp;
import dev.adjoint.tensor.op.movement.PermuteOp;
import dev.adjoint.tensor.op.movement.ReshapeOp;
import dev.adjoint.tensor.op.movement.SliceOp;
import dev.adjoint.tensor.op.movement.TriangleOp;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Rules for the same elements at other positions.
final class MovementExports {

  static final Map<Object, ExportRule> RULES =
      Map.of(
          ReshapeOp.class, MovementExports::reshape,
          ExpandOp.class, MovementExports::expand,
          PermuteOp.class, MovementExports::permute,
          ConcatOp.class, MovementExports::concat,
          SliceOp.class, MovementExports::slice,
          FlipOp.class, MovementExports::flip,
          PadOp.class, MovementExports::pad,
          TriangleOp.class, MovementExports::triangle,
          EmbedOp.class, MovementExports::embed);

  private MovementExports() {}

  private static void reshape(StepExport step) {
    String target = step.target(s -> ((ReshapeOp) s.operation()).target());
    step.result(step.node("Reshape", step.input(0), target));
  }

  /// A size that the input has already is given as 1, so that it may grow.
  private static void expand(StepExport step) {
    String target =
        step.wholes(s -> {
          Shape expected = ((ExpandOp) s.operation()).target();
          Shape given = s.inputs().getFirst().shape();
          long[] sizes = longs(expected);
          int added = expected.rank() - given.rank();
          for (int axis = added; axis < sizes.length; axis++) {
            if (sizes[axis] == given.size(axis - added)) {
              sizes[axis] = 1;
            }
          }
          return sizes;
        });
    step.result(step.node("Expand", step.input(0), target));
  }

  private static void permute(StepExport step) {
    long[] axes = longs(step.operation(PermuteOp.class).axes());
    step.result(step.node("Transpose", Map.of("perm", wholesOf(axes)), step.input(0)));
  }

  private static void concat(StepExport step) {
    int axis = step.operation(ConcatOp.class).axis();
    String[] parts = step.inputs().toArray(String[]::new);
    step.result(step.node("Concat", Map.of("axis", whole(axis)), parts));
  }

  /// Where the slice ends, after its last step.
  private static long end(ModelTrace.Step s) {
    SliceOp slice = (SliceOp) s.operation();
    long end = slice.start() + (long) slice.step() * slice.count();
    if (end < 0) {
      return Long.MIN_VALUE;
    }
    return end >= s.inputs().getFirst().shape().size(slice.axis()) ? Long.MAX_VALUE : end;
  }

  private static void slice(StepExport step) {
    SliceOp slice = step.operation(SliceOp.class);
    long stride = step.same("the step", s -> (long) ((SliceOp) s.operation()).step());
    String start = step.wholes(s -> new long[] {((SliceOp) s.operation()).start()});
    String end = step.wholes(s -> new long[] {end(s)});
    step.result(
        step.node(
            "Slice", step.input(0), start, end, step.wholes(slice.axis()), step.wholes(stride)));
  }

  private static void flip(StepExport step) {
    long[] axes = longs(step.operation(FlipOp.class).axes());
    long[] starts = new long[axes.length];
    Arrays.fill(starts, -1);
    long[] ends = new long[axes.length];
    Arrays.fill(ends, Long.MIN_VALUE);
    step.result(
        step.node(
            "Slice",
            step.input(0),
            step.wholes(starts),
            step.wholes(ends),
            step.wholes(axes),
            step.wholes(starts)));
  }

  private static long[] pads(List<Integer> before, List<Integer> after) {
    long[] pads = new long[before.size() + after.size()];
    for (int i = 0; i < before.size(); i++) {
      pads[i] = before.get(i);
      pads[before.size() + i] = after.get(i);
    }
    return pads;
  }

  private static void pad(StepExport step) {
    String pads =
        step.wholes(s -> {
          PadOp pad = (PadOp) s.operation();
          return pads(pad.before(), pad.after());
        });
    String value = step.number(step.operation(PadOp.class).value());
    step.result(step.node("Pad", step.input(0), pads, value));
  }

  private static void triangle(StepExport step) {
    TriangleOp triangle = step.operation(TriangleOp.class);
    String diagonal = step.constant(Tensor.scalar((long) triangle.diagonal()));
    step.result(
        step.node(
            "Trilu", Map.of("upper", whole(triangle.upper() ? 1 : 0)), step.input(0), diagonal));
  }

  /// Zeros between, before and after the elements of a slice.
  private static void embed(StepExport step) {
    EmbedOp embed = step.operation(EmbedOp.class);
    if (!(embed.window() instanceof SliceOp slice) || slice.step() < 1) {
      throw step.refuse(
          "a diagonal is written into zeros, which ONNX 17 cannot express; take it out of the model");
    }
    int axis = slice.axis();
    int rank = embed.whole().rank();
    String x = step.input(0);
    if (slice.step() > 1) {
      // A new axis after it gets zeros behind each element and is joined with it.
      long[] gaps = new long[2 * (rank + 1)];
      gaps[rank + 1 + axis + 1] = slice.step() - 1L;
      String apart = step.node("Unsqueeze", x, step.wholes(axis + 1L));
      String padded = step.node("Pad", apart, step.wholes(gaps), step.number(0));
      String joined =
          step.target(s -> {
            int[] sizes = s.inputs().getFirst().shape().toArray();
            sizes[axis] *= slice.step();
            return Shape.of(sizes);
          });
      x = step.node("Reshape", padded, joined);
    }
    long[] pads = new long[2 * rank];
    pads[axis] = slice.start();
    pads[rank + axis] =
        step.same(
                "the length",
                s ->
                    (long) ((EmbedOp) s.operation()).whole().size(axis)
                        - s.inputs().getFirst().shape().size(axis) * (long) slice.step())
            - slice.start();
    step.result(step.node("Pad", x, step.wholes(pads), step.number(0)));
  }
}
