package dev.adjoint.models.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.check.GradientCheck;
import dev.adjoint.tensor.check.Verdict;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FieldsTest {

  private static final List<Integer> COUNTS = List.of(3, 2);

  private final SplittableRandom random = new SplittableRandom(4);

  @Test
  void gradientsAgreeWithFiniteDifferences() {
    Tensor x = Tensor.of(new long[] {0, 1, 2, 0, 1, 1}, Shape.of(3, 2));
    for (Layer network :
        List.<Layer>of(
            FactorizationMachine.of(COUNTS, 2, random),
            WideAndDeep.of(COUNTS, 2, List.of(4), 0.2, random))) {
      Layer exact = Parameters.copyOf(network, ElementType.F64);
      Verdict verdict =
          GradientCheck.ofParameters(
              network.getClass().getSimpleName(),
              random,
              () -> exact.forward(x, new Pass.Training(new SplittableRandom(1))).square().sum(),
              Parameters.of(exact).list());
      assertThat(verdict.passed()).as(verdict.toString()).isTrue();
    }
  }

  @Test
  void aMissingFieldIsNamed() {
    FactorizationMachine machine = FactorizationMachine.of(COUNTS, 2, random);
    assertThatThrownBy(() -> machine.forward(Tensor.of(new long[] {1, 2, 3}, Shape.of(1, 3))))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining(
            "factorization machine: x is [1, 3] but must be [N, 2]; give one index for each field");
  }
}
