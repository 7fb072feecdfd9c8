package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A second backward through a freed graph names the method that the user called.
class FreedGraphTest {

  private static Stream<Arguments> methods() {
    return Stream.of(
        method("sum()", x -> x.sum()),
        method("sum()", x -> x.sum(KeepAxes.YES, 0, 1)),
        method("mean()", x -> x.mean()),
        method("std()", x -> x.std()),
        method("variance()", x -> x.variance()),
        method("max()", x -> x.max()),
        method("norm()", x -> x.norm()),
        method("prod()", x -> x.prod()),
        method("logsumexp()", x -> x.logsumexp()),
        method("select()", x -> x.flatten().select(0, 2)),
        method("dot()", x -> x.flatten().dot(x.flatten())),
        method("trace()", x -> x.trace()),
        method("squeeze()", x -> x.slice(0, 0, 1).slice(1, 0, 1).squeeze()),
        method("exp", x -> x.sum().exp()),
        method("multiply", x -> x.sum().multiply(2)));
  }

  private static Arguments method(String name, UnaryOperator<Tensor> function) {
    return Arguments.of(name, function);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void aSecondBackwardNamesWhatTheUserCalled(String name, UnaryOperator<Tensor> function) {
    Parameter w = Parameter.of(Tensor.of(ElementType.F64, new double[][] {{1, 2}, {3, 5}}));
    Tensor loss = function.apply(w.value());
    loss.backward();
    assertThatThrownBy(loss::backward)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "backward: the graph of %s was freed by an earlier backward; call backward(BackwardMode.RETAIN_GRAPH) there to keep it, or compute the value again"
                .formatted(name));
  }

  @Test
  void theLayerIsNamedToo() {
    Parameter w = Parameter.of(Tensor.of(1, 2f));
    Tensor loss = LayerScope.in("head", "Head", () -> w.value().sum());
    loss.backward();
    assertThatThrownBy(loss::backward)
        .hasMessage(
            "backward: the graph of sum() in head was freed by an earlier backward; call backward(BackwardMode.RETAIN_GRAPH) there to keep it, or compute the value again");
  }

  @Test
  void aRetainedGraphGivesTheGradientTwice() {
    Parameter w = Parameter.of(Tensor.of(1f, 2f));
    Tensor loss = w.value().mean();
    loss.backward(BackwardMode.RETAIN_GRAPH);
    loss.backward();
    assertThat(w.gradient().toFloatArray()).containsExactly(1f, 1f);
  }

  @Test
  void anErrorInsideAMethodLeavesNoNameBehind() {
    Parameter w = Parameter.of(Tensor.of(1f, 2f));
    assertThatThrownBy(() -> w.value().sum(5)).isInstanceOf(ShapeException.class);
    Tensor loss = w.value().mean();
    loss.backward();
    assertThatThrownBy(loss::backward).hasMessageContaining("the graph of mean() was freed");
  }
}
