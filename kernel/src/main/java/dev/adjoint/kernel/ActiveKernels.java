package dev.adjoint.kernel;

import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/// The choice between the implementations of [Kernels], made once when the first kernel is asked
/// for.
///
/// The vector implementation needs the module `jdk.incubator.vector` in the boot layer, so it is
/// loaded by name: without the module no class that mentions it is ever linked. The system property
/// `adjoint.kernels` forces the choice: `scalar` always works, `vector` fails where the module is
/// missing.
final class ActiveKernels {
  static final Kernels INSTANCE = choose(System.getProperty("adjoint.kernels"), vectorModule());

  private ActiveKernels() {}

  private static boolean vectorModule() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  static Kernels choose(@Nullable String forced, boolean vectorModule) {
    if ("scalar".equals(forced)) {
      return new ScalarKernels();
    }
    if (forced != null && !"vector".equals(forced)) {
      throw new IllegalArgumentException(
          "adjoint.kernels: must be scalar or vector but is " + forced);
    }
    if (vectorModule) {
      return vectorKernels();
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
    return new ScalarKernels();
  }

  private static Kernels vectorKernels() {
    try {
      return Class.forName("dev.adjoint.kernel.VectorKernels")
          .asSubclass(Kernels.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("adjoint.kernels: the vector kernels did not start", e);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("adjoint.kernels: the class of the vector kernels is missing", e);
    }
  }
}
