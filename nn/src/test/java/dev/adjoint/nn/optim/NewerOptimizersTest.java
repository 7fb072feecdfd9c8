package dev.adjoint.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.nn.Activation;
import dev.adjoint.nn.BatchNorm1d;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Sequential;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.RunningStatistics;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Sophia, Shampoo, schedule-free AdamW and new statistics for averaged weights.
class NewerOptimizersTest {

  private final SplittableRandom random = new SplittableRandom(2);

  private static <T> T named(Map<String, T> all, String name) {
    return Objects.requireNonNull(all.get(name));
  }

  @Test
  void hutchinsonsEstimateOfADiagonalHessianIsItsDiagonalTimesU() {
    Parameter x = Parameter.of(Tensor.of(ElementType.F64, 1, -2));
    Sophia sophia = Sophia.of(x, Sophia.Options.usual(0.1));
    Tensor loss = x.value().square().multiply(Tensor.of(ElementType.F64, 3, 5)).sum();
    sophia.estimate(loss, new SplittableRandom(7));
    Tensor u = Tensor.normal(ElementType.F64, Shape.of(2), 0, 1, new SplittableRandom(7));
    double[] h = named(sophia.stateDict(), "0/hessian").toDoubleArray();
    double[] drawn = u.toDoubleArray();
    // (1 − β₂)·u·(H u) with H = diag(6, 10)
    assertThat(h[0]).isCloseTo(0.01 * 6 * drawn[0] * drawn[0], Offset.offset(1e-12));
    assertThat(h[1]).isCloseTo(0.01 * 10 * drawn[1] * drawn[1], Offset.offset(1e-12));
    assertThat(x.hasGradient()).isFalse();
  }

  @Test
  void sophiaContinuesFromASavedState() {
    Parameter x = Parameter.of(Tensor.of(1f, -2f));
    Sophia sophia = Sophia.of(x, Sophia.Options.usual(0.1));
    x.addGradient(Tensor.of(1f, 1f));
    sophia.estimateFromGradients(2);
    sophia.step();
    Sophia again = Sophia.of(x, Sophia.Options.usual(0.1));
    again.loadStateDict(sophia.stateDict());
    assertThat(again.steps()).isEqualTo(1);
    assertThat(again.stateDict().keySet()).isEqualTo(sophia.stateDict().keySet());
    assertThatThrownBy(() -> again.loadStateDict(Map.of()))
        .hasMessage(
            "load: the state of sophia lacks step, a whole number of at least 0; give the stateDict() of the optimizer that was saved");
    assertThatThrownBy(() ->
            again.loadStateDict(Map.of("step", Tensor.scalar(1L), "y/exp_avg", Tensor.zeros(2))))
        .hasMessage(
            "load: the state y/exp_avg [2] of sophia does not belong to this model; resume with the model it was saved with");
  }

  @Test
  void theAverageOfScheduleFreeStepsIsThatOfTheIterates() {
    Parameter x = Parameter.of(Tensor.of(ElementType.F64, 4));
    Optimizer optimizer = Optimizer.of(x, new ScheduleFreeAdamW(0.1));
    assertThatThrownBy(() -> ScheduleFreeAdamW.averages(optimizer))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "schedule-free adamw: the optimizer has no averages; take a step with this rule first");
    double sum = 0;
    for (int step = 1; step <= 5; step++) {
      optimizer.zeroGrad();
      x.value().square().sum().backward();
      optimizer.step();
      sum += named(optimizer.stateDict(), "0/z").item();
      assertThat(named(ScheduleFreeAdamW.averages(optimizer), "0").item())
          .isCloseTo(sum / step, Offset.offset(1e-12));
    }
  }

  @Test
  void theAveragesCanBePutInPlaceForAWhileOrForGood() {
    Parameter x = Parameter.of(Tensor.of(ElementType.F64, 4));
    Parameter other = Parameter.of(Tensor.of(ElementType.F64, 4));
    Optimizer optimizer =
        Optimizer.of(List.of(x, other), new Adam(0.1))
            .with(p -> p == x, new ScheduleFreeAdamW(0.1));
    assertThat(ScheduleFreeAdamW.withAverages(optimizer, () -> x.value().item())).isEqualTo(4);
    for (int step = 0; step < 3; step++) {
      optimizer.zeroGrad();
      x.value().square().sum().add(other.value().square().sum()).backward();
      optimizer.step();
    }
    double y = x.value().item();
    double rest = other.value().item();
    double average = named(ScheduleFreeAdamW.averages(optimizer), "0").item();
    assertThat(ScheduleFreeAdamW.withAverages(optimizer, () -> x.value().item()))
        .isEqualTo(average)
        .isNotEqualTo(y);
    assertThat(x.value().item()).isEqualTo(y);
    assertThat(ScheduleFreeAdamW.takeAverages(optimizer))
        .hasEntrySatisfying(x, before -> assertThat(before.item()).isEqualTo(y));
    assertThat(x.value().item()).isEqualTo(average);
    assertThat(other.value().item()).isEqualTo(rest);
    assertThat(ScheduleFreeAdamW.takeAverages(Optimizer.of(List.of(x), new Adam(1)))).isEmpty();
  }

  @Test
  void shampooTakesParametersOfAnyRank() {
    for (Shape shape : List.of(Shape.SCALAR, Shape.of(3), Shape.of(2, 3), Shape.of(2, 1, 3))) {
      Parameter x = Parameter.of(Tensor.full(ElementType.F64, shape, 1));
      Optimizer optimizer = Optimizer.of(x, new Shampoo(0.1));
      for (int step = 0; step < 30; step++) {
        optimizer.zeroGrad();
        x.value().square().sum().backward();
        optimizer.step();
      }
      assertThat(x.value().abs().max().item()).as(shape.toString()).isLessThan(0.7);
    }
  }

  @Test
  void newStatisticsAreTheMeansOverTheBatches() {
    BatchNorm1d norm = BatchNorm1d.of(2).withMomentum(0.3);
    Sequential model = Sequential.of(norm, Linear.of(2, 1, random), Activation.RELU);
    Tensor a = Tensor.of(new float[] {1, 2, 3, 6}, Shape.of(2, 2));
    Tensor b = Tensor.of(new float[] {5, 0, 7, 2}, Shape.of(2, 2));
    model.forward(a, new Pass.Training(random)).sum().backward();
    float[] weights = named(Parameters.of(model).byName(), "1.weight").value().toFloatArray();
    assertThat(BatchNormUpdate.of(model, List.of(a, b), random)).isEqualTo(1);
    RunningStatistics running = norm.running().orElseThrow();
    // Means 2 and 4, 6 and 1; unbiased variances 2 and 8, 2 and 2.
    assertThat(running.mean().value().toFloatArray())
        .containsExactly(new float[] {4, 2.5f}, Offset.offset(1e-5f));
    assertThat(running.variance().value().toFloatArray())
        .containsExactly(new float[] {2, 5}, Offset.offset(1e-5f));
    assertThat(running.batches().value().itemLong()).isEqualTo(2);
    assertThat(named(Parameters.of(model).byName(), "1.weight").value().toFloatArray())
        .isEqualTo(weights);
    assertThatThrownBy(() -> BatchNormUpdate.of(model, List.of(), random))
        .hasMessage("batch norm update: there is no batch; give at least one of the training data");
    Sequential still = Sequential.of(BatchNorm1d.of(2).withMomentum(0));
    assertThatThrownBy(() -> BatchNormUpdate.of(still, List.of(a), random))
        .hasMessage(
            "batch norm update: a batch norm has momentum 0, which keeps its statistics as they are; give it another by withMomentum");
  }
}
