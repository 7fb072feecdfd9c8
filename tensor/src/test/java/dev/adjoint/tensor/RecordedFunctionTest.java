package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedFunctionTest {

  /// θ ← θ − γ·g.
  private static final UpdateFormula DESCENT =
      UpdateFormula.of(0, 1, x -> x.value(x.value().minus(x.number(0).times(x.gradient()))));

  private final SplittableRandom random = new SplittableRandom(9);
  private final Parameter weight = Parameter.of(normal(40, 70));
  private final Parameter bias = Parameter.of(normal(40));

  private Tensor normal(int... sizes) {
    return Tensor.normal(Shape.of(sizes), 0, 1, random);
  }

  /// Runs the function recorded and as usual and compares bits.
  private static void agree(RecordedFunction recorded, UnaryOperator<Tensor> f, Tensor x) {
    assertThat(recorded.run(x).toFloatArray()).containsExactly(f.apply(x).toFloatArray());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 13, 96, 97})
  void rowsMeetTheWeightsAsTheyAreNow(int rows) {
    UnaryOperator<Tensor> f = x -> x.linear(weight.value(), bias.value()).relu();
    RecordedFunction recorded = RecordedFunction.of(f);
    for (int i = 0; i < 3; i++) {
      agree(recorded, f, normal(rows, 70));
      agree(recorded, f, normal(rows, 70));
      weight.replace(normal(40, 70));
      agree(recorded, f, normal(rows, 70));
      Tensor[] gradients = {normal(40, 70)};
      ParameterUpdates.update(DESCENT, new Parameter[] {weight}, gradients, new Tensor[0][], 0.5);
      agree(recorded, f, normal(rows, 70));
      bias.replace(normal(40));
    }
  }

  @Test
  void whatIsComputedFromParametersAloneFollowsTheirChanges() {
    UnaryOperator<Tensor> f =
        x -> {
          Tensor normed =
              weight.value().divide(weight.value().square().sum(KeepAxes.YES, 1).sqrt());
          return x.linear(normed).add(normed.sum().multiply(bias.value()));
        };
    RecordedFunction recorded = RecordedFunction.of(f);
    for (int i = 0; i < 3; i++) {
      agree(recorded, f, normal(3, 70));
      agree(recorded, f, normal(3, 70));
      weight.replace(normal(40, 70));
      agree(recorded, f, normal(3, 70));
      bias.replace(normal(40));
    }
  }

  @Test
  void aResultThatDoesNotDependOnTheInputFollowsTheParameters() {
    RecordedFunction recorded = RecordedFunction.of(_ -> bias.value().square());
    for (int i = 0; i < 3; i++) {
      Tensor expected = bias.value().detach().square();
      assertThat(recorded.run(normal(1)).toFloatArray()).containsExactly(expected.toFloatArray());
      bias.replace(normal(40));
    }
  }

  @Test
  void aFunctionMayChangeTheParameterItReads() {
    RecordedFunction recorded =
        RecordedFunction.of(x -> {
          Tensor before = x.linear(weight.value());
          weight.replace(weight.value().multiply(0.5));
          return before;
        });
    Tensor x = normal(2, 70);
    Tensor expected = x.linear(weight.value().detach());
    for (int i = 0; i < 4; i++) {
      assertThat(recorded.run(x).toFloatArray()).containsExactly(expected.toFloatArray());
      expected = expected.multiply(0.5);
    }
  }
}
