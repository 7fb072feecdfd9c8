package dev.adjoint.kernel.recording;

import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Kernels;
import java.util.function.Consumer;

/// Passes every call to a watcher, which makes the call and records something about it. It is
/// active while [Tape#record] or [KernelClock#watch] runs.
record RecordingKernels(Kernels kernels, Consumer<KernelCall> watcher) implements Kernels {
  @Override
  public String description() {
    return kernels.description();
  }

  @Override
  public void run(KernelCall call) {
    watcher.accept(call);
  }
}
