package dev.adjoint.models.physics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.optim.Lbfgs;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.check.GradientCheck;
import dev.adjoint.tensor.check.Verdict;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PhysicsInformedTest {

  private final SplittableRandom random = new SplittableRandom(8);

  @Test
  void derivativesAgreeWithFiniteDifferences() {
    PhysicsInformed u =
        Parameters.copyOf(PhysicsInformed.of(List.of(2, 5, 1), random), ElementType.F64);
    double[] point = {0.3, -0.4};
    double h = 1e-4;
    var derivatives = u.derivatives(Tensor.of(ElementType.F64, point, Shape.of(1, 2)));
    double middle = derivatives.value().item();
    for (int i = 0; i < 2; i++) {
      double[] left = point.clone();
      double[] right = point.clone();
      left[i] -= h;
      right[i] += h;
      double a = u.forward(Tensor.of(ElementType.F64, left, Shape.of(1, 2))).item();
      double b = u.forward(Tensor.of(ElementType.F64, right, Shape.of(1, 2))).item();
      assertThat(derivatives.first(i).item()).isCloseTo((b - a) / (2 * h), Offset.offset(1e-7));
      assertThat(derivatives.second(i).item())
          .isCloseTo((b - 2 * middle + a) / (h * h), Offset.offset(1e-6));
    }
  }

  /// The loss of `u'' = −π² sin(πx)` on 0 … 1 with `u(0) = u(1) = 0`, which `sin(πx)` solves.
  private static Tensor loss(PhysicsInformed u, Tensor points) {
    Tensor force = points.multiply(Math.PI).sin().multiply(Math.PI * Math.PI);
    Tensor residual = u.derivatives(points).second(0).add(force);
    Tensor ends = Tensor.of(ElementType.F64, new double[] {0, 1}, Shape.of(2, 1));
    return residual.square().mean().add(u.forward(ends).square().sum().multiply(10));
  }

  @Test
  void theLossOfAnEquationHasTheGradientsOfFiniteDifferences() {
    PhysicsInformed u =
        Parameters.copyOf(PhysicsInformed.of(List.of(1, 4, 4, 1), random), ElementType.F64);
    Tensor points = Tensor.linspace(ElementType.F64, 0, 1, 5).unsqueeze(1);
    Verdict verdict =
        GradientCheck.ofParameters(
            "physics", random, () -> loss(u, points), Parameters.of(u).list());
    assertThat(verdict.passed()).as(verdict.toString()).isTrue();
  }

  @Test
  void aDifferentialEquationIsSolved() {
    PhysicsInformed u =
        Parameters.copyOf(PhysicsInformed.of(List.of(1, 12, 12, 1), random), ElementType.F64);
    Tensor points = Tensor.linspace(ElementType.F64, 0, 1, 16).unsqueeze(1);
    Lbfgs optimizer = Lbfgs.of(u).withLineSearch();
    for (int step = 0; step < 8; step++) {
      optimizer.step(() -> loss(u, points));
    }
    Tensor between = Tensor.linspace(ElementType.F64, 0.01, 0.99, 50).unsqueeze(1);
    Tensor wrong = u.forward(between).subtract(between.multiply(Math.PI).sin()).abs();
    assertThat(wrong.max().item()).isLessThan(0.01);
  }
}
