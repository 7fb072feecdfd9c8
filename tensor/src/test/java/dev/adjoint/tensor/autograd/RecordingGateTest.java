package dev.adjoint.tensor.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.RecordedFunction;
import dev.adjoint.tensor.RecordedStep;
import dev.adjoint.tensor.RecordingException;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a recorded step refuses, and what it does about it.
class RecordingGateTest {

  private static final SplittableRandom RANDOM = new SplittableRandom(1);
  private static final String READ =
      " reads numbers into Java, which a replay would not do again; return the tensor from the step and read it after the step";
  private static final String DRAW =
      " draws random numbers, which a recorded step would repeat; draw them outside and give them to the step as an input, or use the generator of RecordedStep.withRandom";

  private static final Parameter OTHER = Parameter.of(Tensor.scalar(1f));

  private final Parameter weight = Parameter.of(Tensor.of(2f));

  private static Tensor reading(Tensor x, Object read) {
    return x.multiply(read instanceof Object[] || read == null ? 1 : 2);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        refused("item" + READ, x -> reading(x, x.sum().item())),
        refused("itemLong" + READ, x -> reading(x, x.sum().itemLong())),
        refused("toFloatArray" + READ, x -> reading(x, x.toFloatArray())),
        refused("toDoubleArray" + READ, x -> reading(x, x.toDoubleArray())),
        refused("toIntArray" + READ, x -> reading(x, x.toIntArray())),
        refused("toLongArray" + READ, x -> reading(x, x.toLongArray())),
        refused("toBooleanArray" + READ, x -> reading(x, x.toBooleanArray())),
        refused("toFloatArray" + READ, x -> reading(x, x.toNested(float[].class))),
        refused("toDoubleArray" + READ, x -> reading(x, x.allclose(x))),
        refused("toBooleanArray" + READ, x -> x.maskedSelect(x.greater(0))),
        refused("uniform" + DRAW, x -> x.add(Tensor.uniform(x.shape(), 0, 1, RANDOM))),
        refused("normal" + DRAW, x -> x.add(Tensor.normal(x.shape(), 0, 1, RANDOM))),
        refused(
            "randint" + DRAW,
            x -> x.add(Tensor.randint(x.shape(), 0, 2, RANDOM).to(ElementType.F32))),
        refused(
            "permutation" + DRAW, x -> x.add(Tensor.permutation(1, RANDOM).to(ElementType.F32))),
        refused(
            "bernoulli" + DRAW,
            x -> x.add(Tensor.bernoulli(x.shape(), 0.5, RANDOM).to(ElementType.F32))),
        refused(
            "a gradient hook is Java code, which a recorded step would not call again; run the step without it, or take the gradient of the parameter after the step",
            x -> x.onGradient(g -> g)),
        refused(
            "backward comes with every run of a recorded step; leave it out and return the loss",
            x -> {
              OTHER.value().exp().backward();
              return x;
            }));
  }

  private static Arguments refused(String message, UnaryOperator<Tensor> work) {
    return arguments("record: " + message, work);
  }

  private Tensor[] step(UnaryOperator<Tensor> work, Tensor x) {
    return new Tensor[] {work.apply(x.multiply(weight.value())).sum()};
  }

  @ParameterizedTest
  @MethodSource("refused")
  void workThatCannotBeRunAgainIsRefused(String message, UnaryOperator<Tensor> work) {
    RecordedStep step = RecordedStep.of(in -> step(work, in[0]));
    assertThatThrownBy(() -> step.run(Tensor.of(3f)))
        .isInstanceOf(RecordingException.class)
        .hasMessage(message);
    assertThat(weight.hasGradient()).isFalse();
    assertThat(Tensor.of(1f).item()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whereAskedForItRunsAsUsualInstead(String message, UnaryOperator<Tensor> work) {
    int[] calls = new int[1];
    RecordedStep step =
        RecordedStep.of(
                in -> {
                  calls[0]++;
                  return step(work, in[0]);
                })
            .wherePossible();
    for (int i = 1; i <= 3; i++) {
      weight.zeroGrad();
      Tensor value = step.run(Tensor.of(3f));
      assertThat(calls[0]).isEqualTo(i);
      assertThat(step.refusal()).contains(message);
      assertThat(weight.hasGradient()).isTrue();
      assertThat(value.isTracked()).isFalse();
    }
  }

  @Test
  void aTrackedInputIsRefused() {
    RecordedFunction f = RecordedFunction.of(Tensor::exp);
    assertThatThrownBy(() -> f.run(Tensor.of(1f, 2f).requiresGrad()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "record: input 0 of shape [2] is tracked, but no gradient goes through a recorded step; detach() it, or compute it inside of the step");
  }

  @Test
  void aLossThatIsNotOneNumberIsRefused() {
    RecordedStep step = RecordedStep.of(in -> new Tensor[] {in[0].multiply(weight.value())});
    assertThatThrownBy(() -> step.run(Tensor.of(1f, 2f)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "record: the loss of a step is one number but its shape is [2]; take sum() or mean()");
  }

  @Test
  void aStepInsideOfAStepIsPartOfIt() {
    RecordedFunction inner = RecordedFunction.of(Tensor::exp);
    RecordedFunction outer = RecordedFunction.of(x -> inner.run(x).add(1));
    for (int i = 0; i < 3; i++) {
      assertThat(outer.run(Tensor.of((float) i)).item())
          .isEqualTo(Tensor.of((float) i).exp().add(1).item());
    }
  }
}
