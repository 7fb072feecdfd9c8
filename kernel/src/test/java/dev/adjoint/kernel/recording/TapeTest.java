package dev.adjoint.kernel.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.kernel.ActiveKernels;
import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Storage.Longs;
import dev.adjoint.kernel.Unary;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.elementwise.AddCall;
import dev.adjoint.kernel.elementwise.UnaryCall;
import dev.adjoint.kernel.index.RequireWithinCall;
import dev.adjoint.kernel.strided.CopyCall;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

class TapeTest {

  private final View x = floats(1, -2, 3);
  private final View y = floats(0, 0, 0);

  private static View floats(float... elements) {
    return View.contiguous(new Floats(elements), elements.length);
  }

  private static float[] elements(View view) {
    return ((Floats) view.storage()).array();
  }

  @Test
  void callsAreMadeAsUsualAndNotedInOrder() {
    Tape tape =
        Tape.record(() -> {
          new UnaryCall(Unary.RELU, x, y).run();
          new AddCall(x, y).run();
        });
    assertThat(elements(y)).containsExactly(2, -2, 6);
    assertThat(tape.calls()).extracting(call -> call.call().name()).containsExactly("unary", "add");
  }

  @Test
  void outsideOfARecordingTheKernelsAreThoseChosenAtStart() {
    List<Kernels> seen = new ArrayList<>();
    Tape.record(() -> seen.add(Kernels.active()));
    assertThat(seen.get(0)).isInstanceOf(RecordingKernels.class);
    assertThat(seen.get(0).description()).isEqualTo(ActiveKernels.INSTANCE.description());
    assertThat(Kernels.active()).isSameAs(ActiveKernels.INSTANCE);
    assertThat(Tape.isRecording()).isFalse();
  }

  @Test
  void anExceptionEndsTheRecording() {
    assertThatThrownBy(() -> Tape.record(() -> elements(x)[7] = 1))
        .isInstanceOf(ArrayIndexOutOfBoundsException.class);
    assertThat(Tape.isRecording()).isFalse();
    assertThat(Kernels.active()).isSameAs(ActiveKernels.INSTANCE);
  }

  @Test
  void aRecordingInsideOfARecordingIsRefused() {
    assertThatThrownBy(() -> Tape.record(() -> Tape.record(() -> {})))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "record: this thread is already recording a step; call the inner one outside of the outer one");
    assertThat(Tape.isRecording()).isFalse();
  }

  @Test
  void writingWhatWasReadIsAProblemUnlessTheMemoryIsHeld() {
    Tape broken =
        Tape.record(() -> {
          new CopyCall(x, y).run();
          new AddCall(y, x).run();
        });
    assertThat(broken.problem())
        .isEqualTo(
            "record: the step changes memory that it has read before and that outlives it; announce it with Tape.hold");
    Tape sound =
        Tape.record(() -> {
          Tape.hold(x.storage());
          new CopyCall(x, y).run();
          new AddCall(y, x).run();
        });
    assertThat(sound.problem()).isNull();
    assertThat(elements(x)).containsExactly(4, -8, 12);
  }

  @Test
  void threadsRecordForThemselves() throws InterruptedException {
    CyclicBarrier meeting = new CyclicBarrier(2);
    List<Tape> tapes = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 1; i <= 2; i++) {
      int calls = i;
      threads.add(
          Thread.startVirtualThread(() -> {
            Tape tape =
                Tape.record(() -> {
                  meet(meeting);
                  for (int c = 0; c < calls; c++) {
                    new UnaryCall(Unary.NEGATE, x, floats(0, 0, 0)).run();
                  }
                  meet(meeting);
                });
            synchronized (tapes) {
              tapes.add(tape);
            }
          }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(tapes).extracting(tape -> tape.calls().size()).containsExactlyInAnyOrder(1, 2);
    assertThat(Tape.running).isZero();
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theFirstIndexOutsideOfTheRangeIsTold() {
    View index = View.contiguous(new Longs(new long[] {0, 3, 2, 4, -1, 9}), 2, 3);
    View across = index.with(0, new int[] {3, 2}, new int[] {1, 3});
    new RequireWithinCall(index.with(0, new int[] {2, 2}, new int[] {1, 2}), 5, TapeTest::told)
        .run();
    assertThatThrownBy(() -> new RequireWithinCall(index, 4, TapeTest::told).run())
        .hasMessage("4 at 3");
    assertThatThrownBy(() -> new RequireWithinCall(index, 5, TapeTest::told).run())
        .hasMessage("-1 at 4");
    assertThatThrownBy(() -> new RequireWithinCall(across, 4, TapeTest::told).run())
        .hasMessage("4 at 1");
  }

  private static RuntimeException told(long value, int position) {
    return new IndexOutOfBoundsException(value + " at " + position);
  }
}
