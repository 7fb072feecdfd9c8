package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BufferTest {

  @Test
  void aBufferChangesInPlaceAndWhatWasReadDoesNot() {
    Tensor initial = Tensor.of(1f, 2);
    Buffer buffer = Buffer.of(initial);
    Tensor before = buffer.value();
    buffer.assign(Tensor.of(5f, 6));
    assertThat(buffer.value().toFloatArray()).containsExactly(5, 6);
    buffer.add(Tensor.of(1f, 1));
    buffer.average(0.5, 2, Tensor.of(10f, 20));
    assertThat(buffer.value().toFloatArray()).containsExactly(23, 43.5f);
    assertThat(before.toFloatArray()).containsExactly(1, 2);
    assertThat(initial.toFloatArray()).containsExactly(1, 2);
  }

  @Test
  void valuesThatDoNotFitAreNamed() {
    Buffer buffer = Buffer.of(Tensor.zeros(2));
    assertThatThrownBy(() -> buffer.assign(Tensor.zeros(3)))
        .hasMessage(
            "assign: the buffer has shape [2] but the new value has [3]; a buffer keeps its shape");
    buffer.name("bn1.running_mean");
    assertThatThrownBy(() -> buffer.average(1, 1, Tensor.zeros(1, 2)))
        .hasMessage(
            "average: bn1.running_mean has shape [2] but the new value has [1, 2]; a buffer keeps its"
                + " shape");
    assertThatThrownBy(() -> buffer.add(Tensor.of(ElementType.F64, 1.0, 2)))
        .isInstanceOf(ElementTypeException.class);
    assertThat(buffer).hasToString("Buffer(bn1.running_mean, F32 [2])");
  }

  @Test
  void aRecordedStepChangesTheBuffersAtEveryRun() {
    SplittableRandom random = new SplittableRandom(8);
    Parameter gain = Parameter.of(Tensor.ones(3));
    Parameter bias = Parameter.of(Tensor.zeros(3));
    RunningStatistics recorded = RunningStatistics.of(ElementType.F32, 3, 0.1);
    RunningStatistics eager = RunningStatistics.of(ElementType.F32, 3, 0.1);
    RecordedStep step =
        RecordedStep.of(in ->
            new Tensor[] {
              in[0]
                  .batchNorm(gain.value(), bias.value(), Optional.of(recorded), 1e-5)
                  .square()
                  .sum()
            });
    for (int i = 0; i < 4; i++) {
      Tensor x = Tensor.normal(Shape.of(5, 3, 2, 2), i, 2, random);
      Tensor loss = step.run(x);
      Tensor expected =
          x.batchNorm(gain.value(), bias.value(), Optional.of(eager), 1e-5).square().sum();
      assertThat(loss.contentEquals(expected.detach())).isTrue();
      assertThat(recorded.mean().value().contentEquals(eager.mean().value())).isTrue();
      assertThat(recorded.variance().value().contentEquals(eager.variance().value())).isTrue();
      assertThat(recorded.batches().value().item()).isEqualTo(i + 1);
    }
  }
}
