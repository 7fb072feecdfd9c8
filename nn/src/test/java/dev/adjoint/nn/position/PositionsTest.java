package dev.adjoint.nn.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.compose.MixtureOfExperts;
import dev.adjoint.nn.compose.Parallel;
import dev.adjoint.nn.compose.Residual;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PositionsTest {

  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void sinusoidalPositionsAreTheWavesOfThePaper() {
    double[] y =
        new SinusoidalPositions()
            .forward(Tensor.zeros(ElementType.F64, 3, 4))
            .select(0, 2)
            .toDoubleArray();
    assertThat(y)
        .containsExactly(
            new double[] {Math.sin(2), Math.cos(2), Math.sin(0.02), Math.cos(0.02)}, within(1e-15));
  }

  @Test
  void theProductOfTurnedQueriesAndKeysDependsOnTheirDistanceAlone() {
    Tensor q = Tensor.normal(ElementType.F64, Shape.of(1, 6), 0, 1, random);
    Tensor k = Tensor.normal(ElementType.F64, Shape.of(1, 6), 0, 1, random);
    RotaryPositions rotary = new RotaryPositions();
    double near = rotary.forward(q, 5).multiply(rotary.forward(k, 3)).sum().item();
    double far = rotary.forward(q, 105).multiply(rotary.forward(k, 103)).sum().item();
    assertThat(far).isCloseTo(near, within(1e-12));
    Tensor steps = Tensor.concat(0, q, q);
    Tensor later = rotary.forward(steps, 4).slice(0, 1);
    assertThat(later.contentEquals(rotary.forward(q, 5))).isTrue();
  }

  @Test
  void alibiGrowsSmallerWithTheDistanceOfEachHeadsSlope() {
    Tensor mask = new Alibi(2).mask(ElementType.F64, 2, 3);
    assertThat(mask.toDoubleArray())
        .containsExactly(
            -1.0 / 16,
            0,
            -1.0 / 16,
            -2.0 / 16,
            -1.0 / 16,
            0,
            -1.0 / 256,
            0,
            -1.0 / 256,
            -2.0 / 256,
            -1.0 / 256,
            0);
    assertThatThrownBy(() -> new Alibi(3))
        .hasMessage("alibi: the number of heads is 3 but must be a power of two; 8 is usual");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> new SinusoidalPositions().forward(Tensor.zeros(2, 3)))
        .hasMessage(
            "sinusoidal positions: x must be […, T, W] with an even W but is [2, 3]; change the width");
    assertThatThrownBy(() -> LearnedPositions.of(2, 3, random).forward(Tensor.zeros(3, 3)))
        .hasMessage(
            "learned positions: x is [3, 3] but the weight [2, 3] takes […, T, 3] with at most 2 steps; cut the sequence or make a longer table");
    assertThatThrownBy(() -> new RotaryPositions().forward(Tensor.zeros(2, 3)))
        .hasMessage(
            "rotary positions: x is [2, 3] after 0 steps but must be […, T, E] with an even E after at least 0; change the width of the heads");
    assertThatThrownBy(
            () -> new Residual(Linear.of(3, 2, random)).forward(Tensor.zeros(1, 3), Pass.INFERENCE))
        .hasMessage(
            "residual: the branch makes [1, 2] of x [1, 3] but must keep the shape; change its layers");
    assertThatThrownBy(() -> Parallel.of(1))
        .hasMessage("parallel: there are no branches; give at least one");
    assertThatThrownBy(() -> new MixtureOfExperts(Linear.of(3, 2, random), List.of(), 1))
        .hasMessage(
            "mixture of experts: the gate has 2 scores for 0 experts, of which 1 are chosen; give a score for each, and choose 1 … 0");
  }

  @Test
  void anExpertThatTheGateDoesNotChooseHasNoShare() {
    Linear gate =
        new Linear(Parameter.of(Tensor.of(new float[] {5, -5}, Shape.of(2, 1))), Optional.empty());
    Linear first = new Linear(Parameter.of(Tensor.ones(1, 1)), Optional.empty());
    Linear second = new Linear(Parameter.of(Tensor.full(Shape.of(1, 1), 100)), Optional.empty());
    MixtureOfExperts layer = new MixtureOfExperts(gate, List.of(first, second), 1);
    Tensor y = layer.forward(Tensor.of(new float[] {2, -3}, Shape.of(2, 1)), Pass.INFERENCE);
    assertThat(y.toDoubleArray()).containsExactly(2, -300);
  }
}
