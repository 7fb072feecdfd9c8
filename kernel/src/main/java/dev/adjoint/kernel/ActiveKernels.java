package dev.adjoint.kernel;

import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/// Chooses the implementation of [Kernels] once, when the first kernel is requested.
///
/// Both implementations are loaded by name, so that the contract does not depend on them. The
/// vector implementation needs the module `jdk.incubator.vector` in the boot layer: without the
/// module, no class that uses it is linked. The system property `adjoint.kernels` forces the
/// choice: `scalar` always works, `vector` fails if the module is missing. `recording.Tape` and
/// `recording.KernelClock` override the choice for their own thread with [#with].
public final class ActiveKernels {
  /// The implementation chosen at start.
  public static final Kernels INSTANCE =
      choose(System.getProperty("adjoint.kernels"), vectorModule());

  /// The number of threads that have an override. It is read without a barrier: a thread always
  /// sees its own writes, and a stale count from another thread only causes an unnecessary read of
  /// its own [#OVERRIDE].
  private static int overrides;

  private static final ThreadLocal<@Nullable Kernels> OVERRIDE = new ThreadLocal<>();

  private ActiveKernels() {}

  static Kernels ofThisThread() {
    if (overrides == 0) {
      return INSTANCE;
    }
    Kernels override = OVERRIDE.get();
    return override == null ? INSTANCE : override;
  }

  /// Runs `work` while [Kernels#active()] is `kernels` on this thread, and then restores the
  /// previous implementation.
  public static void with(Kernels kernels, Runnable work) {
    Kernels before = OVERRIDE.get();
    OVERRIDE.set(kernels);
    count(1);
    try {
      work.run();
    } finally {
      count(-1);
      if (before == null) {
        OVERRIDE.remove();
      } else {
        OVERRIDE.set(before);
      }
    }
  }

  private static synchronized void count(int change) {
    overrides += change;
  }

  private static boolean vectorModule() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  static Kernels choose(@Nullable String forced, boolean vectorModule) {
    if ("scalar".equals(forced)) {
      return load("scalar", "ScalarKernels");
    }
    if (forced != null && !"vector".equals(forced)) {
      throw new IllegalArgumentException(
          "adjoint.kernels: must be scalar or vector but is " + forced);
    }
    if (vectorModule) {
      return load("vector", "VectorKernels");
    }
    if (forced != null) {
      throw new IllegalStateException(
          "adjoint.kernels: vector was asked for but the module jdk.incubator.vector is not there; "
              + "start java with --add-modules jdk.incubator.vector");
    }
    System.getLogger("dev.adjoint.kernel")
        .log(
            Level.INFO,
            "running without vector instructions, many times slower; start java with "
                + "--add-modules jdk.incubator.vector");
    return load("scalar", "ScalarKernels");
  }

  private static Kernels load(String kind, String name) {
    try {
      return Class.forName("dev.adjoint.kernel.engine." + name)
          .asSubclass(Kernels.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(
          "adjoint.kernels: the %s kernels did not start".formatted(kind), e);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(
          "adjoint.kernels: the class %s of the %s kernels is missing".formatted(name, kind), e);
    }
  }
}
