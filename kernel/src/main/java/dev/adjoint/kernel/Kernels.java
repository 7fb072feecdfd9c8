package dev.adjoint.kernel;

/// Makes kernel calls, the only access to storage.
///
/// There are two implementations with **equal results to the last bit**: `ScalarKernels` makes each
/// call by its definition in plain Java, `VectorKernels` makes it with the Vector API where that is
/// faster. Results do not depend on the number of threads either: work is divided into pieces by
/// shape alone. A third implementation, in `recording`, records or times calls and delegates them
/// to one of the two.
public interface Kernels {

  /// The implementation chosen at start: the vector one when the module `jdk.incubator.vector` is
  /// in the boot layer and `-Dadjoint.kernels=scalar` is not set. On a thread that records or times
  /// its calls, this is the implementation that records or times them.
  static Kernels active() {
    return ActiveKernels.ofThisThread();
  }

  /// The name shown to users: `vector 512 bit` or `scalar`.
  String description();

  /// Makes a call.
  void run(KernelCall call);
}
