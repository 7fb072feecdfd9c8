package dev.adjoint.pipeline.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The ridge solution and the network that starts at it.
final class RidgeTest {

  private static double[] ones(int n) {
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Test
  void aLinearRuleIsFoundUpToThePenalty() {
    double[] x = {-2, 1, -1, -1, 0, 2, 1, -2, 2, 0, 3, 1};
    double[] y = new double[6];
    for (int i = 0; i < 6; i++) {
      y[i] = 3 * x[2 * i] - 2 * x[2 * i + 1] + 5;
    }
    Ridge found = Ridge.of(x, y, ones(6)).orElseThrow();
    assertThat(found.penalty()).isCloseTo(6e-5, within(1e-15));
    assertThat(found.weights()).containsExactly(new double[] {3, -2}, within(1e-4));
    assertThat(found.intercept()).isCloseTo(5, within(1e-4));
  }

  /// One input: `w = Sxy / (Sxx + λ)`.
  @Test
  void theSolutionIsThatOfTheFormula() {
    double[] x = {0, 1, 2, 3};
    double[] y = {1, 0, 3, 2};
    Ridge found = Ridge.of(x, y, ones(4)).orElseThrow();
    assertThat(found.weights()[0]).isCloseTo(3 / (5 + found.penalty()), within(1e-15));
    assertThat(found.intercept()).isCloseTo(1.5 - 1.5 * found.weights()[0], within(1e-15));
  }

  @Test
  void noiseGetsTheLargestPenaltyAndWeightsCountLikeCopies() {
    SplittableRandom random = new SplittableRandom(4);
    double[] x = random.doubles(30 * 20).toArray();
    double[] y = random.doubles(30).toArray();
    Ridge noise = Ridge.of(x, y, ones(30)).orElseThrow();
    Ridge rule = Ridge.of(x, firsts(x), ones(30)).orElseThrow();
    assertThat(noise.penalty()).isGreaterThan(1000 * rule.penalty());

    double[] weighted =
        Ridge.of(new double[] {0, 1, 4}, new double[] {1, 3, 2}, new double[] {2, 1, 1})
            .orElseThrow()
            .weights();
    double penalty =
        Ridge.of(new double[] {0, 1, 4}, new double[] {1, 3, 2}, new double[] {2, 1, 1})
            .orElseThrow()
            .penalty();
    // Means 1.25 and 1.75; Sxx = 10.75 and Sxy = 2.25 with the first sample counted twice.
    assertThat(weighted[0]).isCloseTo(2.25 / (10.75 + penalty), within(1e-14));
  }

  private static double[] firsts(double[] x) {
    double[] y = new double[30];
    for (int i = 0; i < 30; i++) {
      y[i] = x[20 * i];
    }
    return y;
  }

  @Test
  void thereIsNoSolutionWithoutFiniteNumbersOrForTooManyInputs() {
    assertThat(Ridge.of(new double[] {1, Double.NaN, 3}, new double[] {1, 2, 3}, ones(3)))
        .isEmpty();
    assertThat(Ridge.of(new double[3 * 501], new double[] {1, 2, 3}, ones(3))).isEmpty();
    assertThat(Ridge.of(new double[2], new double[] {1, 2}, ones(2))).isEmpty();
    assertThat(Ridge.of(new double[] {1, 2, 3}, new double[] {1, 2, 3}, new double[3])).isEmpty();
  }

  @Test
  void aNetworkForANumberBeginsAsTheLinearModel() {
    Tensor x = Tensor.of(-2f, -1f, 0f, 1f, 2f, 3f).reshape(6, 1);
    Tensor y = x.multiply(3).add(5);
    Architecture plan = plan(1, NetworkPlan.FREE);
    WideDeepLayer network = (WideDeepLayer) plan.build(new SplittableRandom(1));
    plan.fit(network, DataSet.of(x, y));
    double[] error = network.forward(x, Pass.INFERENCE).subtract(y).toDoubleArray();
    assertThat(Arrays.stream(error).map(Math::abs).max().orElseThrow()).isLessThan(1e-3);

    Architecture zero = plan(1, NetworkPlan.FREE.with("linear-start", "zero"));
    WideDeepLayer other = (WideDeepLayer) zero.build(new SplittableRandom(1));
    zero.fit(other, DataSet.of(x, y));
    assertThat(other.forward(x, Pass.INFERENCE).toDoubleArray()).containsOnly(0);
  }

  @Test
  void classesStartAtZeroAndRefuseRidge() {
    assertThat(((WideDeep) plan(3, NetworkPlan.FREE)).start()).isEqualTo(WideDeep.Start.ZERO);
    assertThatThrownBy(() -> plan(3, NetworkPlan.FREE.with("linear-start", "ridge")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "network: linear-start is ridge but the network has 3 outputs, and ridge regression predicts one number; use zero");
    assertThatThrownBy(() -> plan(1, NetworkPlan.FREE.with("linear-start", "ridgy")))
        .isInstanceOf(DataException.class)
        .hasMessage("network: linear-start: there is no 'ridgy'; did you mean ridge?");
  }

  private static Architecture plan(int outputs, NetworkPlan said) {
    return WideDeep.KIND.plan(new InputForm.Numbers(Shape.of(1)), outputs, said);
  }
}
