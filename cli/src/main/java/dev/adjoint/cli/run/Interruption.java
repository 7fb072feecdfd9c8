package dev.adjoint.cli.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Handles Ctrl-C (or SIGTERM) during work that has to finish its files first.
///
/// The JVM runs the hook and ends when the hook ends, so the hook asks the work to stop and waits
/// until its files are saved.
final class Interruption implements AutoCloseable {

  private static final long MOST_SECONDS = 60;

  /// The exit code that a shell expects of a process that was ended by Ctrl-C.
  static final int INTERRUPTED = 130;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook;

  private Interruption(Runnable stop) {
    hook = new Thread(() -> waitFor(stop), "interruption");
  }

  static Interruption watch(Runnable stop) {
    Interruption interruption = new Interruption(stop);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  private void waitFor(Runnable stop) {
    stop.run();
    try {
      if (!done.await(MOST_SECONDS, TimeUnit.SECONDS)) {
        System.err.println(
            "adjoint: the step did not end within a minute; the last checkpoint is kept");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  int exitCode() {
    return INTERRUPTED;
  }

  /// Lets the process end.
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The hook is already running and waits for this.
    }
    done.countDown();
  }
}
