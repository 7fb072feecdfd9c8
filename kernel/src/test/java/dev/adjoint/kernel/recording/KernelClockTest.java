package dev.adjoint.kernel.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.adjoint.kernel.ActiveKernels;
import dev.adjoint.kernel.Binary;
import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.elementwise.BinaryCall;
import dev.adjoint.kernel.strided.FillCall;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KernelClockTest {

  private final List<String> calls = new ArrayList<>();
  private final float[] result = new float[3];

  @Test
  void eachCallOfTheThreadIsToldWithItsTime() {
    List<Long> times = new ArrayList<>();
    long before = System.nanoTime();

    KernelClock.watch(
        (kernel, start, nanos) -> {
          calls.add(kernel);
          times.add(start);
          assertThat(nanos).isNotNegative();
        },
        () -> {
          work();
          work();
        });

    assertThat(calls).containsExactly("binary", "fill", "binary", "fill");
    assertThat(times).isSorted();
    assertThat(times.getFirst()).isBetween(before, System.nanoTime());
    assertThat(result).containsExactly(7, 7, 7);
  }

  @Test
  void nothingIsToldAfterTheEndHoweverItCame() {
    assertThatIllegalStateException()
        .isThrownBy(() ->
            KernelClock.watch(
                this::note,
                () -> {
                  throw new IllegalStateException("stop");
                }));

    work();

    assertThat(calls).isEmpty();
    assertThat(Kernels.active()).isSameAs(ActiveKernels.INSTANCE);
  }

  @Test
  void theInnerOfTwoClocksIsTold() {
    List<String> outer = new ArrayList<>();

    KernelClock.watch(
        (kernel, _, _) -> outer.add(kernel),
        () -> {
          KernelClock.watch(this::note, this::work);
          work();
        });

    assertThat(calls).containsExactly("binary", "fill");
    assertThat(outer).containsExactly("binary", "fill");
  }

  @Test
  void recordedCallsGoToTheTape() {
    List<Tape> tapes = new ArrayList<>();

    KernelClock.watch(this::note, () -> tapes.add(Tape.record(this::work)));

    assertThat(calls).isEmpty();
    assertThat(tapes.getFirst().calls()).hasSize(2);
  }

  private void note(String kernel, long start, long nanos) {
    calls.add(kernel);
  }

  private void work() {
    View x = View.contiguous(new Storage.Floats(new float[] {1, 2, 3}), 3);
    View y = View.contiguous(new Storage.Floats(result), 3);
    new BinaryCall(Binary.ADD, x, x, y).run();
    new FillCall(y, 7).run();
  }
}
