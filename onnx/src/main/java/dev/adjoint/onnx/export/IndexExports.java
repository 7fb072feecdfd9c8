package dev.adjoint.onnx.export;

import static dev.adjoint.onnx.export.StepExport.elements;
import static dev.adjoint.onnx.export.StepExport.longs;
import static dev.adjoint.onnx.export.StepExport.whole;

import dev.adjoint.formats.onnx.OnnxAttribute;
import dev.adjoint.formats.onnx.OnnxType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.op.index.ArgsortOp;
import dev.adjoint.tensor.op.index.GatherOp;
import dev.adjoint.tensor.op.index.IndexSelectOp;
import dev.adjoint.tensor.op.index.IndexSumOp;
import dev.adjoint.tensor.op.index.ScatterSumOp;
import java.util.Arrays;
import java.util.Map;

/// Rules for elements chosen by indices, and the way back.
final class IndexExports {

  static final Map<Object, ExportRule> RULES =
      Map.of(
          IndexSelectOp.class, IndexExports::select,
          GatherOp.class, IndexExports::gather,
          ScatterSumOp.class, IndexExports::scatter,
          IndexSumOp.class, IndexExports::sum,
          ArgsortOp.class, IndexExports::sort);

  private IndexExports() {}

  private static void select(StepExport step) {
    int axis = step.operation(IndexSelectOp.class).axis();
    step.result(step.node("Gather", Map.of("axis", whole(axis)), step.input(0), step.input(1)));
  }

  private static void gather(StepExport step) {
    int axis = step.operation(GatherOp.class).axis();
    step.result(
        step.node("GatherElements", Map.of("axis", whole(axis)), step.input(0), step.input(1)));
  }

  private static String zeros(StepExport step) {
    String shape = step.wholes(s -> longs(s.results().getFirst().shape()));
    Tensor zero = Tensor.zeros(step.tensor(0).elementType(), 1);
    return step.node("ConstantOfShape", Map.of("value", elements(zero)), shape);
  }

  private static Map<String, OnnxAttribute> adding(int axis) {
    return Map.of("axis", whole(axis), "reduction", new OnnxAttribute.Text("add"));
  }

  private static void scatter(StepExport step) {
    int axis = step.operation(ScatterSumOp.class).axis();
    step.result(
        step.node("ScatterElements", adding(axis), zeros(step), step.input(1), step.input(0)));
  }

  /// The index of each slice becomes one index for each of its elements.
  private static void sum(StepExport step) {
    int axis = step.operation(IndexSumOp.class).axis();
    String column =
        step.target(s -> {
          int[] sizes = new int[s.inputs().getFirst().shape().rank()];
          Arrays.fill(sizes, 1);
          sizes[axis] = s.inputs().get(1).shape().count();
          return Shape.of(sizes);
        });
    String whole = step.wholes(s -> longs(s.inputs().getFirst().shape()));
    String index = step.node("Expand", step.node("Reshape", step.input(1), column), whole);
    step.result(step.node("ScatterElements", adding(axis), zeros(step), index, step.input(0)));
  }

  private static void sort(StepExport step) {
    ArgsortOp sort = step.operation(ArgsortOp.class);
    String count = step.wholes(s -> new long[] {s.inputs().getFirst().shape().size(sort.axis())});
    Map<String, OnnxAttribute> attributes =
        Map.of("axis", whole(sort.axis()), "largest", whole(sort.descending() ? 1 : 0));
    String order = step.nodes("TopK", 2, attributes, step.input(0), count).getLast();
    step.result(step.node("Cast", Map.of("to", whole(OnnxType.INT64.code())), order));
  }
}
