package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class UpdateFormulaTest {

  /// b ← μ·b + g; θ ← θ − γ·b, with the numbers γ and μ.
  private static final UpdateFormula MOMENTUM =
      UpdateFormula.of(
          1,
          2,
          x -> {
            UpdateFormula.Term b = x.number(1).times(x.memory(0)).plus(x.gradient());
            x.memory(0, b);
            x.value(x.value().minus(x.number(0).times(b)));
          });

  @Test
  void aFormulaChangesEveryElementOfValuesAndMemories() {
    // b = 0.5·4 + 2 = 4, θ = 10 − 0.25·4 = 9; and b = 0.5·0 − 8 = −8, θ = 1 + 2 = 3.
    Parameter theta = Parameter.of(Tensor.of(10f, 1f));
    Tensor b = Tensor.of(4f, 0f);
    Tensor[][] memories = {{b}};
    ParameterUpdates.update(
        MOMENTUM, new Parameter[] {theta}, new Tensor[] {Tensor.of(2f, -8f)}, memories, 0.25, 0.5);
    assertThat(theta.value().toFloatArray()).containsExactly(9, 3);
    assertThat(b.toFloatArray()).containsExactly(4, -8);
  }

  @Test
  void everyOperationIsThatOfItsName() {
    UpdateFormula all =
        UpdateFormula.of(
            0,
            2,
            x -> {
              UpdateFormula.Term root = x.gradient().abs().sqrt();
              UpdateFormula.Term most = x.value().over(root).maximum(x.number(0));
              x.value(x.fma(most, x.gradient().sign(), x.number(1)));
            });
    // max(8 / √4, 3)·(−1) + 0.5 and max(−8 / √4, 3)·1 + 0.5.
    Parameter theta = Parameter.of(Tensor.of(ElementType.F64, 8.0, -8.0));
    Tensor[] g = {Tensor.of(ElementType.F64, -4.0, 4.0)};
    ParameterUpdates.update(all, new Parameter[] {theta}, g, new Tensor[0][], 3, 0.5);
    assertThat(theta.value().toDoubleArray()).containsExactly(-3.5, 3.5);
    assertThat(all.isFused()).isFalse();
  }

  @Test
  void numbersAndMemoriesThatDoNotFitAreRefused() {
    Parameter[] theta = {Parameter.of(Tensor.of(1f))};
    Tensor[] g = {Tensor.of(1f)};
    assertThatThrownBy(() -> ParameterUpdates.update(MOMENTUM, theta, g, new Tensor[0][], 0.1))
        .hasMessage(
            "update: the formula uses 2 numbers and 1 memories but got 1 and 0; give as many as it"
                + " uses");
    assertThatThrownBy(() -> UpdateFormula.of(0, 0, x -> x.value(x.number(0))))
        .hasMessage(
            "update: number 0 was asked for but there are 0; declare as many as the formula uses");
  }
}
