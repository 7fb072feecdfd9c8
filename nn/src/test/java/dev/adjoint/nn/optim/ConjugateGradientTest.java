package dev.adjoint.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ConjugateGradientTest {

  private final Parameter x = Parameter.of(Tensor.of(ElementType.F64, -1.2, 1.0));

  /// `(1 − a)² + 100·(b − a²)²`, whose minimum is 0 at (1, 1).
  private Tensor rosenbrock() {
    Tensor a = x.value().select(0, 0);
    Tensor b = x.value().select(0, 1);
    return a.negative().add(1).square().add(b.subtract(a.square()).square().multiply(100));
  }

  private double[] gradient() {
    double a = x.value().toDoubleArray()[0];
    double b = x.value().toDoubleArray()[1];
    return new double[] {-2 * (1 - a) - 400 * a * (b - a * a), 200 * (b - a * a)};
  }

  private double value() {
    return rosenbrock().item();
  }

  private ConjugateGradient oneIteration() {
    return ConjugateGradient.of(List.of(x), new ConjugateGradient.Options(1, 1e-7, 1e-12));
  }

  /// Each iteration by the formulas, from gradients worked out by hand.
  @Test
  void directionsAndStepsFollowTheFormulas() {
    ConjugateGradient optimizer = oneIteration();
    double[] before = {0, 0};
    double[] direction = {0, 0};
    int conjugate = 0;
    for (int k = 0; k < 12; k++) {
      double[] start = x.value().toDoubleArray();
      double[] g = gradient();
      double loss = value();
      double beta = k == 0 ? 0 : Math.max(0, (dot(g, g) - dot(g, before)) / dot(before, before));
      double[] d = {beta * direction[0] - g[0], beta * direction[1] - g[1]};
      if (dot(d, g) >= 0) {
        d = new double[] {-g[0], -g[1]};
      } else if (beta > 0) {
        conjugate++;
      }
      optimizer.step(this::rosenbrock);
      double tau = state(optimizer, "t")[0];
      assertThat(state(optimizer, "d"))
          .containsExactly(d, within(1e-9 * Math.abs(d[0] + d[1]) + 1e-12));
      assertThat(x.value().toDoubleArray())
          .containsExactly(
              new double[] {start[0] + tau * d[0], start[1] + tau * d[1]}, within(1e-9));
      assertThat(value()).isLessThanOrEqualTo(loss + 1e-4 * tau * dot(g, d));
      assertThat(Math.abs(dot(gradient(), d)))
          .isLessThanOrEqualTo(0.1 * Math.abs(dot(g, d)) * 1.001);
      before = g;
      direction = d;
    }
    assertThat(conjugate).isGreaterThan(5);
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1];
  }

  private static double[] state(ConjugateGradient optimizer, String name) {
    return Objects.requireNonNull(optimizer.stateDict().get(name)).toDoubleArray();
  }

  @Test
  void findsTheEndOfRosenbrocksValley() {
    ConjugateGradient optimizer = ConjugateGradient.of(List.of(x));
    for (int step = 0; step < 5; step++) {
      optimizer.step(this::rosenbrock);
    }
    assertThat(x.value().toDoubleArray()).containsExactly(new double[] {1, 1}, within(1e-4));
    assertThat(optimizer.iterations()).isLessThan(60);
  }

  @Test
  void aSavedStateGoesOnInTheSameBits() {
    ConjugateGradient unbroken = oneIteration();
    unbroken.step(this::rosenbrock);
    unbroken.step(this::rosenbrock);
    Map<String, Tensor> state = unbroken.stateDict();
    Tensor now = x.value().detach().copy();
    unbroken.step(this::rosenbrock);
    double[] expected = x.value().toDoubleArray();

    x.replace(now);
    ConjugateGradient resumed = oneIteration();
    resumed.loadStateDict(state);
    resumed.step(this::rosenbrock);
    assertThat(x.value().toDoubleArray()).isEqualTo(expected);
  }

  @Test
  void wrongCallsAreExplained() {
    ConjugateGradient optimizer = oneIteration();
    assertThatThrownBy(() -> optimizer.step(() -> x.value().sum().multiply(Double.NaN)))
        .hasMessage(
            "conjugate gradient: the loss is NaN or its gradient is not finite before the step; check data and model, or start elsewhere");
    optimizer.step(this::rosenbrock);
    ConjugateGradient other = ConjugateGradient.of(List.of(Parameter.of(Tensor.zeros(3))));
    assertThatThrownBy(() -> other.loadStateDict(optimizer.stateDict()))
        .hasMessage(
            "load: the state of conjugate gradient has [2] for d but needs [3]; resume with the model it was saved with");
    assertThatThrownBy(() -> ConjugateGradient.of(List.of()))
        .hasMessage(
            "conjugate gradient: the model has no trainable parameters that can be found; make it a record of its layers, or thaw some");
    assertThatThrownBy(() -> new ConjugateGradient.Options(0, 1, 1))
        .hasMessage(
            "conjugate gradient: the number of iterations is 0 but must be at least 1; 20 is usual");
  }
}
