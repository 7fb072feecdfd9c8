package dev.adjoint.tensor;

import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.work.Workers;

/// How this process computes. Nothing here changes a result.
public final class Backend {

  private Backend() {}

  /// The number of threads that large operations use.
  public static int threads() {
    return Workers.threads();
  }

  /// Sets the number of threads, at least 1.
  public static void threads(int count) {
    Workers.threads(count);
  }

  /// The kernels in use: `scalar`, or `vector` with the width.
  public static String kernels() {
    return Kernels.active().description();
  }
}
