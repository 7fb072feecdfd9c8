package dev.adjoint.onnx.export;

import static dev.adjoint.onnx.export.StepExport.longs;
import static dev.adjoint.onnx.export.StepExport.whole;

import dev.adjoint.formats.onnx.OnnxType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.op.reduce.AnyAllOp;
import dev.adjoint.tensor.op.reduce.ArgExtremeOp;
import dev.adjoint.tensor.op.reduce.CumsumOp;
import dev.adjoint.tensor.op.reduce.EuclideanNormOp;
import dev.adjoint.tensor.op.reduce.ExtremeOp;
import dev.adjoint.tensor.op.reduce.MeanOp;
import dev.adjoint.tensor.op.reduce.ProdOp;
import dev.adjoint.tensor.op.reduce.StdOp;
import dev.adjoint.tensor.op.reduce.SumOp;
import dev.adjoint.tensor.op.reduce.VarianceOp;
import dev.adjoint.tensor.op.softmax.LogsumexpOp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Rules for sums, means, extremes and their like.
final class ReductionExports {

  static final Map<Object, ExportRule> RULES = rules();

  private ReductionExports() {}

  private static Map<Object, ExportRule> rules() {
    Map<Object, ExportRule> rules = new LinkedHashMap<>();
    rules.put(
        SumOp.class,
        step -> step.result(sum(step, step.input(0), step.operation(SumOp.class).axes())));
    rules.put(
        MeanOp.class, step -> reduce(step, "ReduceMean", step.operation(MeanOp.class).axes()));
    rules.put(
        EuclideanNormOp.class,
        step -> reduce(step, "ReduceL2", step.operation(EuclideanNormOp.class).axes()));
    rules.put(
        LogsumexpOp.class,
        step -> reduce(step, "ReduceLogSumExp", step.operation(LogsumexpOp.class).axes()));
    rules.put(ProdOp.class, step -> reduce(step, "ReduceProd", List.of(-1)));
    rules.put(ExtremeOp.class, ReductionExports::extreme);
    rules.put(
        VarianceOp.class,
        step -> {
          VarianceOp variance = step.operation(VarianceOp.class);
          step.result(variance(step, variance.correction(), variance.axes()));
        });
    rules.put(
        StdOp.class,
        step -> {
          StdOp std = step.operation(StdOp.class);
          step.result(step.node("Sqrt", variance(step, std.correction(), std.axes())));
        });
    rules.put(AnyAllOp.class, ReductionExports::truth);
    rules.put(ArgExtremeOp.class, ReductionExports::position);
    rules.put(CumsumOp.class, ReductionExports::runningSum);
    return rules;
  }

  private static String reduced(StepExport step, String operator, String x, List<Integer> axes) {
    return axes.isEmpty() ? x : step.reduced(operator, x, longs(axes));
  }

  private static void reduce(StepExport step, String operator, List<Integer> axes) {
    step.result(
        axes.isEmpty()
            ? step.node("Identity", step.input(0))
            : reduced(step, operator, step.input(0), axes));
  }

  private static String sum(StepExport step, String x, List<Integer> axes) {
    return axes.isEmpty()
        ? step.node("Identity", x)
        : step.node("ReduceSum", x, step.wholes(longs(axes)));
  }

  private static void extreme(StepExport step) {
    ExtremeOp extreme = step.operation(ExtremeOp.class);
    reduce(step, extreme.largest() ? "ReduceMax" : "ReduceMin", extreme.axes());
  }

  private static String variance(StepExport step, int correction, List<Integer> axes) {
    long count =
        step.same(
            "the number of elements",
            s -> {
              Shape shape = s.inputs().getFirst().shape();
              long product = 1;
              for (int axis : axes) {
                product *= shape.size(axis);
              }
              return product;
            });
    String x = step.input(0);
    String centred = step.node("Sub", x, reduced(step, "ReduceMean", x, axes));
    String squares = step.node("Mul", centred, centred);
    return step.node("Div", sum(step, squares, axes), step.number((double) count - correction));
  }

  private static void truth(StepExport step) {
    AnyAllOp anyAll = step.operation(AnyAllOp.class);
    String truth = step.node("Cast", Map.of("to", whole(OnnxType.BOOL.code())), step.input(0));
    String number = step.node("Cast", Map.of("to", whole(OnnxType.INT32.code())), truth);
    String reduced = reduced(step, anyAll.all() ? "ReduceMin" : "ReduceMax", number, anyAll.axes());
    step.result(step.node("Cast", Map.of("to", whole(OnnxType.BOOL.code())), reduced));
  }

  private static void position(StepExport step) {
    ArgExtremeOp extreme = step.operation(ArgExtremeOp.class);
    step.result(
        step.node(
            extreme.largest() ? "ArgMax" : "ArgMin",
            Map.of("axis", whole(extreme.axis())),
            step.input(0)));
  }

  private static void runningSum(StepExport step) {
    int axis = step.operation(CumsumOp.class).axis();
    step.result(step.node("CumSum", step.input(0), step.constant(Tensor.scalar((long) axis))));
  }
}
