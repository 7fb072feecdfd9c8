package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.tensor.autograd.ThreadContext;
import dev.adjoint.tensor.check.OperationRow;
import dev.adjoint.tensor.check.OperationTable;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every operation of the table, its gradients and theirs: recorded with some inputs, run again
/// with others.
class RecordedTableTest {

  private final SplittableRandom random = new SplittableRandom(0);
  private final TreeSet<String> refused = new TreeSet<>();

  @ParameterizedTest
  @EnumSource(names = {"F32", "F64"})
  void everyOperationGivesTheSameBitsFromARecording(ElementType type) {
    int cases = 0;
    for (OperationRow row : OperationTable.rows()) {
      List<Tensor[]> first = row.inputs().apply(new SplittableRandom(1));
      List<Tensor[]> second = row.inputs().apply(new SplittableRandom(2));
      for (int i = 0; i < first.size(); i++) {
        if (type == ElementType.F64 || takesF32(row, first.get(i))) {
          check(row, in(type, first.get(i)), in(type, second.get(i)));
          cases++;
        }
      }
    }
    assertThat(cases).isGreaterThan(500);
    assertThat(refused)
        .containsExactly(
            "det: toDoubleArray",
            "gradient hook: a gradient hook",
            "index put: toLongArray",
            "lstsq: toDoubleArray",
            "masked select: toBooleanArray",
            "matrix exp: item",
            "scatter reduce: toLongArray",
            "scatter: toLongArray");
  }

  /// A few rows bring F64 constants along.
  private static boolean takesF32(OperationRow row, Tensor[] inputs) {
    try {
      Tensor result = row.function().apply(in(ElementType.F32, inputs));
      return !result.elementType().isFloating() || result.elementType() == ElementType.F32;
    } catch (ElementTypeException _) {
      return false;
    }
  }

  private void check(OperationRow row, Tensor[] first, Tensor[] second) {
    RecordedWork.Work work = (_, inputs) -> ThreadContext.withGrad(true, () -> all(row, inputs));
    RecordedWork recorded = new RecordedWork(work, false, false);
    for (Tensor[] inputs : List.of(first, second, first)) {
      Tensor[] actual = recorded.run(null, inputs);
      Tensor[] expected = work.of(random, inputs);
      assertThat(actual).hasSameSizeAs(expected);
      for (int i = 0; i < expected.length; i++) {
        assertThat(bits(actual[i]))
            .as("%s, result %d", row.operation(), i)
            .isEqualTo(bits(expected[i]));
        assertThat(actual[i].shape()).isEqualTo(expected[i].shape());
      }
    }
    if (recorded.refusal().isPresent()) {
      refused.add(
          recorded
              .refusal()
              .orElseThrow()
              .replaceAll("^record: (a gradient hook|\\w+) .*", row.operation() + ": $1"));
    }
  }

  /// The value, the gradients, and the gradients of those.
  private static Tensor[] all(OperationRow row, Tensor[] inputs) {
    Tensor[] leaves = new Tensor[inputs.length];
    List<Tensor> tracked = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      boolean floating = inputs[i].elementType().isFloating() && row.orders() > 0;
      leaves[i] = floating ? inputs[i].requiresGrad() : inputs[i];
      if (floating) {
        tracked.add(leaves[i]);
      }
    }
    List<Tensor> results = new ArrayList<>();
    Tensor value = row.function().apply(leaves);
    results.add(value);
    Tensor number = value;
    for (int order = 1; order <= row.orders() && number.isTracked(); order++) {
      Tensor[] gradients =
          Gradients.of(
              number.square().sum(), BackwardMode.CREATE_GRAPH, tracked.toArray(new Tensor[0]));
      results.addAll(List.of(gradients));
      number = Tensor.scalar(value.elementType(), 0);
      for (Tensor gradient : gradients) {
        number = number.add(gradient.square().sum());
      }
    }
    return results.toArray(new Tensor[0]);
  }

  private static Tensor[] in(ElementType type, Tensor[] inputs) {
    Tensor[] converted = new Tensor[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      converted[i] = inputs[i].elementType().isFloating() ? inputs[i].to(type) : inputs[i];
    }
    return converted;
  }

  private static long[] bits(Tensor x) {
    double[] elements = x.toDoubleArray();
    long[] bits = new long[elements.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Double.doubleToLongBits(elements[i]);
    }
    return bits;
  }
}
