package dev.adjoint.tensor.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GradientCheckTest {

  private final SplittableRandom random = new SplittableRandom(1);
  private final Tensor x = Tensor.of(ElementType.F64, 0.5, -1.5, 2.0);

  /// The sine with the sign of its derivative wrong, as one might write it.
  private record WrongSine() implements Operation {
    @Override
    public Applied apply(Tensor... inputs) {
      Tensor v = inputs[0];
      return Applied.of(v.sin(), g -> g.multiply(v.cos()).negative());
    }
  }

  /// The square, right in the first order, but with a derivative that hides its dependence on the
  /// input.
  private record OnceOnlySquare() implements Operation {
    @Override
    public Applied apply(Tensor... inputs) {
      Tensor v = inputs[0].detach();
      return Applied.of(v.square(), g -> g.multiply(v).multiply(2));
    }
  }

  @Test
  void aWrongDerivativeIsFound() {
    Verdict verdict =
        GradientCheck.first("wrong sine", random, in -> Tensor.apply(new WrongSine(), in[0]), x);
    assertThat(verdict.passed()).isFalse();
    assertThatThrownBy(verdict::require)
        .isInstanceOf(AssertionError.class)
        .hasMessageMatching(
            "wrong sine, order 1, shapes \\[\\[3]]: analytic -?[0-9.]+, numeric -?[0-9.]+, error"
                + " [0-9.e-]+ \\(tolerance 1e-06\\): failed");
  }

  @Test
  void aWrongSecondDerivativeIsFound() {
    assertThat(
            GradientCheck.first(
                    "square", random, in -> Tensor.apply(new OnceOnlySquare(), in[0]), x)
                .passed())
        .isTrue();
    assertThat(
            GradientCheck.second(
                    "square", random, in -> Tensor.apply(new OnceOnlySquare(), in[0]), x)
                .passed())
        .isFalse();
  }

  @Test
  void aWrongParameterGradientIsFoundAndTheParametersAreAsBefore() {
    Parameter p = Parameter.of(Tensor.of(ElementType.F64, 0.3, 0.7));
    Verdict wrong =
        GradientCheck.ofParameters(
            "model", random, () -> Tensor.apply(new WrongSine(), p.value()).sum(), List.of(p));
    assertThat(wrong.passed()).isFalse();
    Verdict right =
        GradientCheck.ofParameters("model", random, () -> p.value().sin().sum(), List.of(p));
    assertThat(right.passed()).isTrue();
    assertThat(p.value().toDoubleArray()).containsExactly(0.3, 0.7);
  }

  @Test
  void singlePrecisionIsRefused() {
    assertThatThrownBy(() -> GradientCheck.first("f", random, in -> in[0].exp(), Tensor.of(1f)))
        .hasMessage(
            "gradient check: works in F64 but got F32; convert the inputs with to(ElementType.F64)");
  }
}
