package dev.adjoint.tensor.op.normalization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.tensor.BackwardMode;
import dev.adjoint.tensor.Buffer;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.RunningStatistics;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BatchNormOpTest {

  private static final Optional<RunningStatistics> NONE = Optional.empty();

  @Test
  void eachChannelIsCentredAndScaledOverSamplesAndPlaces() {
    // Channel 0 holds 1, 3, 5, 7: mean 4, variance 5; with ε = 4 the deviation is 3.
    Tensor x = Tensor.of(ElementType.F64, new double[][][] {{{1, 3}, {2, 2}}, {{5, 7}, {2, 2}}});
    Tensor y =
        x.batchNorm(
            Tensor.of(ElementType.F64, 3.0, 1), Tensor.of(ElementType.F64, 10.0, 20), NONE, 4);
    assertThat(y.toDoubleArray())
        .containsExactly(new double[] {7, 9, 20, 20, 11, 13, 20, 20}, within(1e-14));
  }

  @Test
  void theRunningStatisticsTakeInTheMeanAndTheUnbiasedVariance() {
    RunningStatistics running = RunningStatistics.of(ElementType.F64, 1, 0.25);
    Tensor.of(ElementType.F64, new double[][] {{1}, {3}, {5}, {7}})
        .batchNorm(Optional.of(running), 0);
    // The unbiased variance is 20 / 3.
    assertThat(running.mean().value().item()).isEqualTo(0.25 * 4);
    assertThat(running.variance().value().item()).isCloseTo(0.75 + 0.25 * 20 / 3, within(1e-15));
    assertThat(running.batches().value().item()).isEqualTo(1);
    Tensor.zeros(ElementType.F64, 0, 1).batchNorm(Optional.of(running), 0);
    assertThat(running.batches().value().item()).isEqualTo(1);
  }

  @Test
  void theFusedAndTheComposedGradientAgree() {
    SplittableRandom random = new SplittableRandom(5);
    for (Shape shape : new Shape[] {Shape.of(6, 4, 5, 7), Shape.of(9, 4)}) {
      Tensor x = Tensor.normal(shape, 1, 2, random).requiresGrad();
      Tensor gain = Tensor.normal(Shape.of(4), 0, 1, random).requiresGrad();
      Tensor bias = Tensor.normal(Shape.of(4), 0, 1, random).requiresGrad();
      Tensor weights = Tensor.normal(shape, 0, 1, random);
      Tensor loss = x.batchNorm(gain, bias, NONE, 1e-5).multiply(weights).sum();
      Tensor[] fused = Gradients.of(loss, BackwardMode.RETAIN_GRAPH, x, gain, bias);
      Tensor[] composed = Gradients.of(loss, BackwardMode.CREATE_GRAPH, x, gain, bias);
      for (int i = 0; i < fused.length; i++) {
        assertThat(fused[i].allclose(composed[i].detach(), 1e-5, 1e-5)).as("input %d", i).isTrue();
      }
    }
  }

  @Test
  void inputsThatDoNotFitAreNamed() {
    Tensor x = Tensor.zeros(2, 3, 4);
    assertThatThrownBy(() -> Tensor.zeros(3).batchNorm(NONE, 1e-5))
        .hasMessage(
            "batch norm: x must have samples and channels, [N, C, …], but is [3]; reshape it");
    assertThatThrownBy(() -> x.batchNorm(Tensor.ones(4), Tensor.zeros(3), NONE, 1e-5))
        .hasMessage(
            "batch norm: x is [2, 3, 4], which are 3 channels, but the gain is [4]; give one number"
                + " for each channel");
    assertThatThrownBy(() -> x.batchNormGiven(Tensor.ones(3), Tensor.ones(3, 1), 1e-5))
        .hasMessage(
            "batch norm given: x is [2, 3, 4], which are 3 channels, but the variance is [3, 1]; give"
                + " one number for each channel");
    assertThatThrownBy(() -> Tensor.zeros(1, 3, 1, 1).batchNorm(NONE, 1e-5))
        .hasMessage(
            "batch norm: x is [1, 3, 1, 1], a single number for each channel, whose variance is 0;"
                + " train on more than one sample");
    RunningStatistics two = RunningStatistics.of(ElementType.F32, 2, 0.1);
    assertThatThrownBy(() -> x.batchNorm(Optional.of(two), 1e-5))
        .hasMessage(
            "batch norm: x is [2, 3, 4], which are 3 channels, but the running mean is [2]; give one"
                + " number for each channel");
    assertThatThrownBy(() -> two.withMomentum(1.5))
        .hasMessage("batch norm: the momentum is 1.5 but must be within 0 and 1; 0.1 is usual");
    Buffer three = Buffer.of(Tensor.zeros(3));
    assertThatThrownBy(() -> new RunningStatistics(two.mean(), three, two.batches(), 0.1))
        .hasMessage(
            "batch norm: the running mean is [2] and the running variance [3]; give one number for"
                + " each channel to both");
    assertThatThrownBy(() -> new RunningStatistics(three, three, three, 0.1))
        .hasMessage("batch norm: the number of batches must be a single I64 but is F32 [3]");
  }
}
