package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SeveralValuesTest {

  /// The square and three times x; notes what arrives.
  private record SquareAndTriple(List<List<Boolean>> arrivals) implements Operation {
    @Override
    public Applied apply(Tensor... inputs) {
      Tensor x = inputs[0];
      return Applied.ofSeveral(
          new Tensor[] {x.square(), x.multiply(3)},
          (g, expected) -> {
            arrivals.add(Arrays.stream(g).map(part -> part != null).toList());
            Tensor sum = Tensor.zerosLike(x);
            sum = g[0] == null ? sum : sum.add(g[0].multiply(x).multiply(2));
            sum = g[1] == null ? sum : sum.add(g[1].multiply(3));
            return new @Nullable Tensor[] {sum};
          });
    }
  }

  private final List<List<Boolean>> arrivals = new ArrayList<>();
  private final Tensor x = Tensor.of(ElementType.F64, 2.0, 5.0).requiresGrad();
  private final Tensor[] y = Tensor.applySeveral(new SquareAndTriple(arrivals), x);

  @Test
  void eachValueHasAWayBackOfItsOwn() {
    assertThat(Gradients.of(y[0].sum(), BackwardMode.RETAIN_GRAPH, x)[0].toDoubleArray())
        .containsExactly(4, 10);
    assertThat(Gradients.of(y[1].sum(), BackwardMode.RETAIN_GRAPH, x)[0].toDoubleArray())
        .containsExactly(3, 3);
    assertThat(arrivals).containsExactly(List.of(true, false), List.of(false, true));
  }

  @Test
  void theDerivativeRunsOnceForAllValues() {
    Tensor sum = y[0].add(y[1]).add(y[0]).sum();
    assertThat(Gradients.of(sum, x)[0].toDoubleArray()).containsExactly(11, 23);
    assertThat(arrivals).containsExactly(List.of(true, true));
  }

  @Test
  void gradientsWithRespectToAValueStopThere() {
    Tensor[] gradients = Gradients.of(y[0].multiply(y[1]).sum(), y[0], x);
    assertThat(gradients[0].toDoubleArray()).containsExactly(6, 15);
    assertThat(gradients[1].toDoubleArray()).containsExactly(9 * 4, 9 * 25);
  }

  @Test
  void derivativesOfHigherOrderGoThroughSeveralValues() {
    Tensor slope = Gradients.of(y[0].multiply(y[1]).sum(), BackwardMode.CREATE_GRAPH, x)[0];
    assertThat(Gradients.of(slope.sum(), x)[0].toDoubleArray()).containsExactly(18 * 2, 18 * 5);
  }

  @Test
  void aFreedGraphSaysSo() {
    Gradients.of(y[0].sum(), x);
    assertThatThrownBy(() -> Gradients.of(y[1].sum(), x))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "backward: the graph of square and triple was freed by an earlier backward; call backward(BackwardMode.RETAIN_GRAPH) there to keep it, or compute the value again");
  }

  @Test
  void withoutRecordingTheValuesAreUntracked() {
    Tensor[] plain =
        Tensor.noGrad(() -> {
          assertThat(Tensor.isGradEnabled()).isFalse();
          return Tensor.applySeveral(new SquareAndTriple(arrivals), x);
        });
    assertThat(plain).noneMatch(Tensor::isTracked);
    assertThat(Tensor.isGradEnabled()).isTrue();
  }

  @Test
  void applyRefusesAnOperationWithSeveralValues() {
    assertThatThrownBy(() -> Tensor.apply(new SquareAndTriple(arrivals), x))
        .hasMessage("apply: the operation has 2 values; use Tensor.applySeveral");
  }

  @Test
  void aTraceHasAStepForEachValue() {
    Trace trace = Trace.of(() -> Tensor.applySeveral(new SquareAndTriple(arrivals), x));
    assertThat(trace.steps())
        .extracting(step -> step.result().toDoubleArray())
        .containsExactly(new double[] {4, 25}, new double[] {6, 15});
  }

  @Test
  void aValueThatIsNotFiniteIsFound() {
    Tensor bad = Tensor.of(ElementType.F64, 1e200).requiresGrad();
    assertThatThrownBy(
            () -> Anomaly.detect(7, () -> Tensor.applySeveral(new SquareAndTriple(arrivals), bad)))
        .isInstanceOf(NonFiniteException.class)
        .hasMessage(
            "square and triple: the value is not finite at step 7 (inputs [1], element 0 is Infinity); lower the rate, check the data, or clip the gradients");
  }
}
