package dev.adjoint.kernel.recording;

import dev.adjoint.kernel.ActiveKernels;
import dev.adjoint.kernel.Kernels;

/// Times each kernel call that a thread makes.
public final class KernelClock {

  /// Receives each call after it was made.
  @FunctionalInterface
  public interface Listener {
    /// Receives a call of the kernel with this name. Times are those of `System.nanoTime`.
    void called(String kernel, long start, long nanos);
  }

  private KernelClock() {}

  /// Runs `work` and reports to the listener each kernel call that it makes on this thread, except
  /// calls that are recorded on a [Tape] or replayed from one.
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
