package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class BackwardTest {

  private final Parameter x = Parameter.of(Tensor.of(ElementType.F64, 2.0, 3.0));

  private double[] gradient() {
    return x.gradient().toDoubleArray();
  }

  @Test
  void gradientsOfSeveralBackwardsAddUpUntilZeroGrad() {
    x.value().square().sum().backward();
    x.value().square().sum().backward();
    assertThat(gradient()).containsExactly(8, 12);
    x.zeroGrad();
    assertThat(x.hasGradient()).isFalse();
    assertThat(gradient()).containsExactly(0, 0);
  }

  @Test
  void aValueUsedTwiceGetsBothContributions() {
    Tensor v = x.value();
    v.multiply(v).add(v).sum().backward();
    assertThat(gradient()).containsExactly(2 * 2 + 1, 2 * 3 + 1);
  }

  @Test
  void theGradientOfABroadcastInputIsSummedToItsShape() {
    Tensor ones = Tensor.ones(ElementType.F64, Shape.of(4, 2));
    ones.multiply(x.value()).sum().backward();
    assertThat(gradient()).containsExactly(4, 4);
  }

  @Test
  void aSecondBackwardWantsTheGraphRetained() {
    Tensor loss = x.value().square().sum();
    loss.backward();
    assertThatThrownBy(loss::backward)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "backward: the graph of sum() was freed by an earlier backward; call"
                + " backward(BackwardMode.RETAIN_GRAPH) there to keep it, or compute the value again");
    x.zeroGrad();
    Tensor retained = x.value().square().sum();
    retained.backward(BackwardMode.RETAIN_GRAPH);
    retained.backward();
    assertThat(gradient()).containsExactly(8, 12);
  }

  @Test
  void backwardStartsFromOneNumberOrFromAGivenGradient() {
    Tensor y = x.value().multiply(2);
    assertThatThrownBy(y::backward)
        .hasMessage(
            "backward: starts from one number but the shape is [2]; take sum() or mean() first, or"
                + " give a gradient of that shape");
    assertThatThrownBy(() -> y.backward(Tensor.of(ElementType.F64, 1.0), BackwardMode.FREE_GRAPH))
        .hasMessage(
            "backward: the value has shape [2] but the gradient has [1]; give a gradient of the"
                + " value's shape");
    y.backward(Tensor.of(ElementType.F64, 10.0, 100.0), BackwardMode.FREE_GRAPH);
    assertThat(gradient()).containsExactly(20, 200);
  }

  @Test
  void aValueWithoutParametersHasNothingToGoBackTo() {
    assertThatThrownBy(() -> Tensor.scalar(ElementType.F64, 1.0).backward())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "backward: the value does not depend on any parameter; compute it from"
                + " Parameter.value() or a requiresGrad() tensor, outside noGrad and detach");
  }

  @Test
  void detachAndNoGradCutTheGraph() {
    Tensor v = x.value();
    v.detach().multiply(v).sum().backward();
    assertThat(gradient()).containsExactly(2, 3);
    assertThat(Tensor.noGrad(v::exp).isTracked()).isFalse();
    assertThat(v.exp().isTracked()).isTrue();
  }

  @Test
  void aHookSeesTheGradientAndMayChangeIt() {
    List<Tensor> seen = new ArrayList<>();
    Tensor y =
        x.value()
            .onGradient(g -> {
              seen.add(g);
              return g.multiply(10);
            });
    y.square().sum().backward();
    assertThat(seen).hasSize(1);
    assertThat(seen.getFirst().toDoubleArray()).containsExactly(4, 6);
    assertThat(gradient()).containsExactly(40, 60);
  }

  @Test
  void depthIsNoLimit() {
    Tensor y = x.value();
    for (int i = 0; i < 100_000; i++) {
      y = y.add(1);
    }
    y.sum().backward();
    assertThat(gradient()).containsExactly(1, 1);
  }

  private record Cube() implements Operation {
    @Override
    public Applied apply(Tensor... inputs) {
      Tensor v = inputs[0];
      return Applied.of(v.multiply(v).multiply(v), g -> g.multiply(v.square()).multiply(3));
    }
  }

  @Test
  void anOperationOfTheUsersHasDerivativesOfEveryOrder() {
    Tensor v = Tensor.of(ElementType.F64, 2.0).requiresGrad();
    Tensor first = Gradients.of(Tensor.apply(new Cube(), v).sum(), BackwardMode.CREATE_GRAPH, v)[0];
    Tensor second = Gradients.of(first.sum(), BackwardMode.CREATE_GRAPH, v)[0];
    Tensor third = Gradients.of(second.sum(), v)[0];
    assertThat(first.item()).isEqualTo(12);
    assertThat(second.item()).isEqualTo(12);
    assertThat(third.item()).isEqualTo(6);
  }

  @Test
  void recomputationGivesTheSameGradientsForInputAndParameters() {
    Tensor in = Tensor.of(ElementType.F64, 0.3, -0.2).requiresGrad();
    Tensor plain = in.multiply(x.value()).tanh().sum();
    Tensor[] expected = Gradients.of(plain, in, x.value());
    Tensor again = Recompute.of(t -> t.multiply(x.value()).tanh(), in).sum();
    Tensor[] found = Gradients.of(again, in, x.value());
    assertThat(found[0].contentEquals(expected[0])).isTrue();
    assertThat(found[1].contentEquals(expected[1])).isTrue();
  }

  @Test
  void recomputationCanBeDifferentiatedTwice() {
    Tensor in = Tensor.of(ElementType.F64, 0.5);
    Tensor direct = Gradients.hessian(t -> t.tanh().sum(), in);
    Tensor recomputed = Gradients.hessian(t -> Recompute.of(Tensor::tanh, t).sum(), in);
    assertThat(recomputed.allclose(direct, 1e-12, 0)).isTrue();
  }

  @Test
  void separateGraphsGoBackAtTheSameTime() throws Exception {
    int tasks = 64;
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      List<Callable<double[]>> work = new ArrayList<>();
      for (int i = 0; i < tasks; i++) {
        int factor = i;
        work.add(() -> {
          Tensor v = x.value();
          Tensor loss = v.multiply(factor).square().sum();
          loss.backward(BackwardMode.RETAIN_GRAPH);
          return Gradients.of(loss, v)[0].toDoubleArray();
        });
      }
      List<Future<double[]>> results = pool.invokeAll(work);
      for (int i = 0; i < tasks; i++) {
        assertThat(results.get(i).get()).containsExactly(4.0 * i * i, 6.0 * i * i);
      }
    }
    double squares = 0;
    for (int i = 0; i < tasks; i++) {
      squares += i * i;
    }
    assertThat(gradient()).containsExactly(4 * squares, 6 * squares);
  }

  @Test
  void backwardToLeavesThatCannotTakeTheGradientIsRefused() {
    assertThatThrownBy(() -> Tensor.scalar(ElementType.F64, 1.0).requiresGrad().square().backward())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "backward: the value depends on requiresGrad() tensors but on no parameter that could take"
                + " the gradient; use Gradients.of(value, tensor), or make the tensor a Parameter");
  }

  @Test
  void aDerivativeOfAnotherShapeIsRefusedNotReshaped() {
    Operation wrong = inputs -> Applied.of(inputs[0].transpose(), g -> g);
    Parameter w = Parameter.of(Tensor.of(ElementType.F64, new double[][] {{1, 2, 3}, {4, 5, 6}}));
    Tensor hooked = w.value().onGradient(g -> g.transpose());
    assertThatThrownBy(() -> hooked.sum().backward())
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "gradient hook: the hook returned shape [3, 2] but the value has [2, 3]; return a"
                + " gradient of the value's shape");
    assertThatThrownBy(() -> Tensor.apply(wrong, w.value()).sum().backward())
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("has shape [3, 2] but the input [2, 3]");
  }

  @Test
  void recomputationRefusesWhatItCouldNotDifferentiate() {
    Tensor argument = Tensor.scalar(ElementType.F64, 3.0).requiresGrad();
    Tensor leaf = Tensor.scalar(ElementType.F64, 5.0).requiresGrad();
    Tensor computed = x.value().sum();
    String message =
        "recompute: the function uses a tracked tensor from outside, whose gradient would be lost;"
            + " pass it in as part of the argument, compute it inside, or detach() it";
    assertThatThrownBy(() -> Recompute.of(t -> t.multiply(leaf), argument)).hasMessage(message);
    assertThatThrownBy(() -> Recompute.of(t -> t.multiply(computed), argument)).hasMessage(message);
  }
}
