package dev.adjoint.nn.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.nn.Parameters;
import dev.adjoint.tensor.Backend;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.RecordedStep;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Every layer gives the same bits, the gradients of its inputs and parameters included, recorded
/// and eager, and on any number of threads.
class LayerBitsTest {

  private final TreeSet<String> refused = new TreeSet<>();

  @Test
  void everyLayerGivesTheSameBitsRecordedAndEagerOnAnyNumberOfThreads() {
    int before = Backend.threads();
    int rows = 0;
    try {
      for (LayerRow row : LayerTable.rows()) {
        check(row);
        rows++;
      }
    } finally {
      Backend.threads(before);
    }
    assertThat(rows).isGreaterThan(100);
    // Their rows draw from a generator of their own, which a recorded step refuses.
    assertThat(refused)
        .containsExactly(
            "AlphaDropout", "ChannelDropout", "DropPath", "Dropout", "FractionalMaxPool", "RRelu");
  }

  private void check(LayerRow row) {
    SplittableRandom random = new SplittableRandom(3);
    Object model = row.model().apply(random);
    List<Parameter> all = new ArrayList<>(Parameters.of(model).list());
    List<Tensor> fixed = new ArrayList<>();
    List<Parameter> drawn = new ArrayList<>();
    for (Tensor x : row.inputs().apply(random)) {
      boolean floating = x.elementType().isFloating();
      Parameter parameter = floating ? Parameter.of(x.to(ElementType.F32)) : null;
      drawn.add(parameter);
      fixed.add(x);
      if (parameter != null) {
        all.add(parameter);
      }
    }
    all.forEach(parameter -> parameter.trainable(true));
    RecordedStep.Work work =
        _ -> {
          Tensor[] x = new Tensor[fixed.size()];
          for (int i = 0; i < x.length; i++) {
            x[i] = drawn.get(i) == null ? fixed.get(i) : drawn.get(i).value();
          }
          Tensor y = row.call().of(model, x);
          return new Tensor[] {y.square().sum(), y};
        };
    Backend.threads(1);
    List<float[]> expected = results(RecordedStep.of(work).unrecorded("the test asks"), all);
    Backend.threads(3);
    assertSame(
        row, "threads", results(RecordedStep.of(work).unrecorded("the test asks"), all), expected);
    RecordedStep recorded = RecordedStep.of(work).wherePossible();
    assertSame(row, "recorded", results(recorded, all), expected);
    assertSame(row, "replayed", results(recorded, all), expected);
    recorded.refusal().ifPresent(_ -> refused.add(row.layer()));
  }

  private static List<float[]> results(RecordedStep step, List<Parameter> parameters) {
    parameters.forEach(Parameter::zeroGrad);
    List<float[]> results = new ArrayList<>();
    for (Tensor value : step.runAll()) {
      results.add(value.toFloatArray());
    }
    parameters.forEach(parameter -> results.add(parameter.gradient().toFloatArray()));
    return results;
  }

  private static void assertSame(
      LayerRow row, String how, List<float[]> actual, List<float[]> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i))
          .as("%s, %s, result %d", row.layer(), how, i)
          .containsExactly(expected.get(i));
    }
  }
}
