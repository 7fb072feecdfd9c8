package dev.adjoint.onnx.operator;

import dev.adjoint.formats.onnx.OnnxType;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.KeepAxes;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Sums, means, extremes and their like over axes.
final class ReductionOperators {

  static final List<OperatorRow> ROWS =
      List.of(
          row("ReduceSum", 13, Tensor::sum),
          row("ReduceMean", 18, ReductionOperators::mean),
          row("ReduceMax", 18, ReductionOperators::largest),
          row("ReduceMin", 18, ReductionOperators::least),
          row("ReduceProd", 18, Tensor::prod),
          row("ReduceL1", 18, (x, keep, axes) -> x.abs().sum(keep, axes)),
          row("ReduceL2", 18, ReductionOperators::euclidean),
          row("ReduceSumSquare", 18, (x, keep, axes) -> x.square().sum(keep, axes)),
          row("ReduceLogSum", 18, (x, keep, axes) -> floating(x).sum(keep, axes).log()),
          row("ReduceLogSumExp", 18, (x, keep, axes) -> floating(x).logsumexp(keep, axes)),
          OperatorRow.of("ArgMax", call -> extreme(call, true)),
          OperatorRow.of("ArgMin", call -> extreme(call, false)));

  private interface Reduction {
    Tensor of(Tensor x, KeepAxes keep, int... axes);
  }

  private ReductionOperators() {}

  private static Tensor floating(Tensor x) {
    return x.elementType().isFloating() ? x : x.to(ElementType.F64);
  }

  private static Tensor mean(Tensor x, KeepAxes keep, int... axes) {
    return floating(x).mean(keep, axes);
  }

  private static Tensor euclidean(Tensor x, KeepAxes keep, int... axes) {
    return floating(x).square().sum(keep, axes).sqrt();
  }

  private static Tensor largest(Tensor x, KeepAxes keep, int... axes) {
    return x.elementType() == ElementType.BOOL ? x.any(keep, axes) : x.max(keep, axes);
  }

  private static Tensor least(Tensor x, KeepAxes keep, int... axes) {
    return x.elementType() == ElementType.BOOL ? x.all(keep, axes) : x.min(keep, axes);
  }

  /// @param since the version from which on the axes are an input, not an attribute
  private static OperatorRow row(String name, int since, Reduction reduction) {
    return OperatorRow.of(
        name,
        call -> {
          Tensor x = call.tensor(0);
          int rank = x.shape().rank();
          Optional<int[]> given = call.opset() < since ? call.integers("axes") : call.integers(1);
          boolean none = given.isEmpty() || given.get().length == 0;
          if (rank == 0 || (none && call.flag("noop_with_empty_axes", false))) {
            // A single number, or nothing to reduce: each element is reduced by itself.
            return call.same(alone(x, reduction));
          }
          int[] all = new int[rank];
          Arrays.setAll(all, axis -> axis);
          int[] axes = none ? all : call.axes(given.get(), rank);
          KeepAxes keep = call.flag("keepdims", true) ? KeepAxes.YES : KeepAxes.NO;
          return call.same(reduction.of(x, keep, axes));
        });
  }

  private static Tensor alone(Tensor x, Reduction reduction) {
    return reduction.of(x.unsqueeze(-1), KeepAxes.NO, -1);
  }

  private static List<OnnxValue> extreme(NodeCall call, boolean largest) {
    Tensor x = call.tensor(0);
    int axis = call.axis(call.whole("axis", 0), x.shape().rank());
    KeepAxes keep = call.flag("keepdims", true) ? KeepAxes.YES : KeepAxes.NO;
    boolean last = call.flag("select_last_index", false);
    Tensor directed = last ? x.flip(axis) : x;
    Tensor index = largest ? directed.argmax(keep, axis) : directed.argmin(keep, axis);
    if (last) {
      index = index.negative().add(x.shape().size(axis) - 1);
    }
    return List.of(OnnxValue.of(OnnxType.INT64, index));
  }
}
