package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What a trace says of the memory of some work.
final class TraceTest {

  @Test
  void resultsCountOnceAndViewsOfOlderTensorsDoNotCount() {
    Tensor x = Tensor.of(1f, 2f, 3f, 4f);
    Trace trace =
        Trace.of(() -> {
          Tensor square = x.multiply(x); // 4 F32 numbers
          Tensor same = square.unflatten(0, 2, 2);
          same.transpose(0, 1).sum(); // 1 number
          x.slice(0, 0, 2).argmax(0); // an I64 number, of a view of x
        });
    assertThat(trace.bytes()).isEqualTo(4 * 4 + 4 + 8);
    assertThat(Trace.of(() -> {}).bytes()).isZero();
  }
}
