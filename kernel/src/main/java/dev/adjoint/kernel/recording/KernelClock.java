package dev.adjoint.kernel.recording;

import dev.adjoint.kernel.ActiveKernels;
import dev.adjoint.kernel.Kernels;

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
  /// those that are being recorded on a [Tape] or replayed from one.
  public static void watch(Listener listener, Runnable work) {
    if (Tape.isRecording()) {
      work.run();
      return;
    }
    Kernels kernels = ActiveKernels.INSTANCE;
    RecordingKernels timing =
        new RecordingKernels(
            kernels,
            call -> {
              long start = System.nanoTime();
              kernels.run(call);
              listener.called(call.name(), start, System.nanoTime() - start);
            });
    ActiveKernels.with(timing, work);
  }
}
