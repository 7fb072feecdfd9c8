package dev.adjoint.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.loss.MseLoss;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LbfgsTest {

  private final Parameter x = Parameter.of(Tensor.of(ElementType.F64, -1.2, 1.0));

  /// `(1 − a)² + 100·(b − a²)²`, whose minimum is 0 at (1, 1).
  private Tensor rosenbrock() {
    Tensor a = x.value().select(0, 0);
    Tensor b = x.value().select(0, 1);
    return a.negative().add(1).square().add(b.subtract(a.square()).square().multiply(100));
  }

  @Test
  void theLineSearchFindsTheEndOfRosenbrocksValley() {
    Lbfgs optimizer = Lbfgs.of(List.of(x)).withLineSearch();
    for (int step = 0; step < 8; step++) {
      optimizer.step(this::rosenbrock);
    }
    assertThat(x.value().toDoubleArray()).containsExactly(new double[] {1, 1}, within(1e-4));
    assertThat(optimizer.iterations()).isLessThan(100);
  }

  /// Made with `torch.optim.LBFGS([x], lr=0.002, max_iter=4)` of PyTorch 2.13 in float64.
  @Test
  void withoutALineSearchTheValuesAreThoseOfPyTorch() {
    Lbfgs.Options usual = Lbfgs.Options.USUAL;
    Lbfgs optimizer =
        Lbfgs.of(
            List.of(x),
            new Lbfgs.Options(
                0.002, 4, 25, usual.gradientTolerance(), usual.changeTolerance(), 100, false));
    optimizer.step(this::rosenbrock);
    assertThat(x.value().toDoubleArray()).containsExactly(FIRST, within(1e-12));
    optimizer.step(this::rosenbrock);
    assertThat(x.value().toDoubleArray()).containsExactly(SECOND, within(1e-12));
  }

  @Test
  void aSavedStateGoesOnInTheSameBits() {
    Lbfgs.Options some = new Lbfgs.Options(1, 1, 25, 1e-7, 1e-9, 100, true);
    Lbfgs unbroken = Lbfgs.of(List.of(x), some);
    unbroken.step(this::rosenbrock);
    assertThat(Objects.requireNonNull(unbroken.stateDict().get("t")).item()).isNotEqualTo(1);
    Map<String, Tensor> state = unbroken.stateDict();
    Tensor value = x.value().detach().copy();
    unbroken.step(this::rosenbrock);
    double[] expected = x.value().toDoubleArray();

    x.replace(value);
    Lbfgs resumed = Lbfgs.of(List.of(x), some);
    resumed.loadStateDict(state);
    resumed.step(this::rosenbrock);
    assertThat(x.value().toDoubleArray()).isEqualTo(expected);
  }

  @Test
  void aStateOfAnotherModelIsRefused() {
    Lbfgs optimizer = Lbfgs.of(List.of(x));
    optimizer.step(this::rosenbrock);
    Lbfgs other = Lbfgs.of(List.of(Parameter.of(Tensor.zeros(3))));
    assertThatThrownBy(() -> other.loadStateDict(optimizer.stateDict()))
        .hasMessage(
            "load: the state of lbfgs has [2] for d but needs [3]; resume with the model it was saved with");
  }

  @Test
  void aNetworkLearnsACurveInAFewSteps() {
    SplittableRandom random = new SplittableRandom(3);
    Sequential network =
        Sequential.of(Linear.of(1, 16, random), Activation.TANH, Linear.of(16, 1, random));
    Tensor in = Tensor.linspace(ElementType.F32, -1, 1, 64).reshape(Shape.of(64, 1));
    Tensor out = in.multiply(3).sin();
    Supplier<Tensor> loss = () -> new MseLoss().of(network.forward(in, Pass.INFERENCE), out);
    Lbfgs optimizer = Lbfgs.of(network).withLineSearch();
    double before = optimizer.step(loss);
    for (int step = 0; step < 20; step++) {
      optimizer.step(loss);
    }
    assertThat(loss.get().item()).isLessThan(1e-4 * before);
  }

  @Test
  void aLossThatIsNotFiniteIsRefused() {
    Lbfgs optimizer = Lbfgs.of(List.of(x));
    assertThatThrownBy(() -> optimizer.step(() -> x.value().sum().multiply(Double.NaN)))
        .hasMessage(
            "lbfgs: the loss is NaN or its gradient is not finite before the step; check data and model, or start elsewhere");
    assertThat(x.value().toDoubleArray()).containsExactly(-1.2, 1.0);
  }

  private static final double[] FIRST = {-1.1977487845401438, 1.0009871563847952};
  private static final double[] SECOND = {-1.1966908375156535, 1.001661245033075};
}
