package dev.adjoint.onnx.export;

import static dev.adjoint.onnx.export.StepExport.whole;
import static dev.adjoint.onnx.export.StepExport.wholesOf;

import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.op.attention.AttentionOp;
import dev.adjoint.tensor.op.attention.SelfAttentionOp;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Rules for attention, as products and a softmax.
final class AttentionExports {

  static final Map<Object, ExportRule> RULES =
      Map.of(
          AttentionOp.class, AttentionExports::attention,
          SelfAttentionOp.class, AttentionExports::selfAttention);

  private AttentionExports() {}

  private static void attention(StepExport step) {
    AttentionOp attention = step.operation(AttentionOp.class);
    String k = transposed(step, step.input(1), step.rank(1), -1, -2);
    String mask = step.count() > 3 ? step.input(3) : "";
    if (attention.causal()) {
      String causal = causal(step, s -> s.inputs().get(1).shape().size(-2));
      mask = mask.isEmpty() ? causal : step.node("Add", mask, causal);
    }
    step.result(attended(step, step.input(0), k, step.input(2), mask, attention.scale()));
  }

  /// `softmax(q · kᵀ · scale + mask) · v`; a query that sees no key gets 0.
  private static String attended(
      StepExport step, String q, String k, String v, String mask, double scale) {
    String scores = step.node("Mul", step.node("MatMul", q, k), step.number(scale));
    if (mask.isEmpty()) {
      return step.node("MatMul", step.node("Softmax", Map.of("axis", whole(-1)), scores), v);
    }
    String p = step.node("Softmax", Map.of("axis", whole(-1)), step.node("Add", scores, mask));
    String seen = step.node("Where", step.node("IsNaN", p), step.number(0), p);
    return step.node("MatMul", seen, v);
  }

  /// 0 where a query sees a key, else −∞.
  ///
  /// @param keys their number, that of the queries is the one of the first input
  private static String causal(StepExport step, Function<ModelTrace.Step, Integer> keys) {
    Function<ModelTrace.Step, Integer> queries = s -> s.inputs().getFirst().shape().size(-2);
    if (!step.isSame(s -> (long) queries.apply(s)) || !step.isSame(s -> (long) keys.apply(s))) {
      String hidden =
          step.filled(Double.NEGATIVE_INFINITY, s -> new long[] {queries.apply(s), keys.apply(s)});
      return step.node(
          "Trilu", Map.of("upper", whole(1)), hidden, step.constant(Tensor.scalar(1L)));
    }
    int rows = queries.apply(step.first());
    int columns = keys.apply(step.first());
    float[] mask = new float[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = i + 1; j < columns; j++) {
        mask[i * columns + j] = Float.NEGATIVE_INFINITY;
      }
    }
    Tensor numbers = Tensor.of(mask, Shape.of(rows, columns));
    return step.constant(numbers.to(step.tensor(0).elementType()));
  }

  private static String transposed(StepExport step, String x, int rank, int first, int second) {
    long[] axes = new long[rank];
    Arrays.setAll(axes, i -> i);
    axes[rank + first] = (long) rank + second;
    axes[rank + second] = (long) rank + first;
    return step.node("Transpose", Map.of("perm", wholesOf(axes)), x);
  }

  private static void selfAttention(StepExport step) {
    SelfAttentionOp attention = step.operation(SelfAttentionOp.class);
    int heads = attention.heads();
    int rank = step.rank(0);
    int width = step.tensor(0).shape().size(-1) / 3;
    List<String> parts = step.parts(3, -1, step.input(0));
    String split =
        step.target(s -> {
          int[] sizes = s.inputs().getFirst().shape().toArray();
          int[] all = Arrays.copyOf(sizes, sizes.length + 1);
          all[sizes.length - 1] = heads;
          all[sizes.length] = width / heads;
          return Shape.of(all);
        });
    String[] byHead = new String[3];
    for (int i = 0; i < 3; i++) {
      // […, T, H, D] becomes […, H, T, D].
      byHead[i] = transposed(step, step.node("Reshape", parts.get(i), split), rank + 1, -2, -3);
    }
    String k = transposed(step, byHead[1], rank + 1, -1, -2);
    String mask =
        attention.causal() ? causal(step, s -> s.inputs().getFirst().shape().size(-2)) : "";
    double scale = 1 / Math.sqrt((double) width / heads);
    String y = attended(step, byHead[0], k, byHead[2], mask, scale);
    String joined = step.target(s -> s.results().getFirst().shape());
    step.result(step.node("Reshape", transposed(step, y, rank + 1, -2, -3), joined));
  }
}
