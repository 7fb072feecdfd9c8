package dev.adjoint.peers;

import dev.adjoint.bench.workload.Library;
import dev.adjoint.bench.workload.Turns;
import java.util.function.IntFunction;

/// The process of another library.
public final class Peer {

  private Peer() {}

  /// Measures the library until told to quit, and ends the process at once: native threads of some
  /// libraries take long to go, or never do.
  ///
  /// @param arguments workload and number of threads
  public static void run(String[] arguments, IntFunction<Library> library) {
    int code = 1;
    try {
      Turns.run(arguments, library);
      code = 0;
    } catch (Throwable e) {
      e.printStackTrace();
    } finally {
      Runtime.getRuntime().halt(code);
    }
  }

  /// Fails where a library has not taken the number of threads it was given.
  ///
  /// @throws IllegalStateException if the numbers differ
  public static void checkThreads(int given, int taken) {
    if (given != taken) {
      throw new IllegalStateException(
          "threads: %d were asked for, but the library takes %d".formatted(given, taken));
    }
  }
}
