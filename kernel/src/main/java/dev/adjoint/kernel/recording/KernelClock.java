package dev.adjoint.kernel.recording;

import dev.adjoint.kernel.ActiveKernels;
import dev.adjoint.kernel.View;
import org.jspecify.annotations.Nullable;

/// Times each kernel call that a thread makes.
public final class KernelClock {

  /// Is told each call after it was made.
  @FunctionalInterface
  public interface Listener {
    /// A call of the kernel with this name, on the clock of `System.nanoTime`.
    void called(String kernel, long start, long nanos);
  }

  private KernelClock() {}

  /// Runs `work` and tells the listener each kernel call that it makes on this thread, but for
  /// those that are being recorded on a [Tape] or run from one.
  public static void watch(Listener listener, Runnable work) {
    if (Tape.isRecording()) {
      work.run();
    } else {
      ActiveKernels.with(new RecordingKernels(new Watch(listener), ActiveKernels.INSTANCE), work);
    }
  }

  /// Takes the time of each call.
  private record Watch(Listener listener) implements CallWatch {

    @Override
    public void run(String name, Call.Body body, @Nullable Operand... operands) {
      @Nullable View[] views = new View[operands.length];
      for (int i = 0; i < operands.length; i++) {
        Operand operand = operands[i];
        views[i] = operand == null ? null : operand.view();
      }
      once(name, "", () -> body.run(ActiveKernels.INSTANCE, views));
    }

    @Override
    public void once(String name, String why, Runnable call) {
      long start = System.nanoTime();
      call.run();
      listener.called(name, start, System.nanoTime() - start);
    }
  }
}
