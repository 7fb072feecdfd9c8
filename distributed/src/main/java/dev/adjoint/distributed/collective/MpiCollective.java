package dev.adjoint.distributed.collective;

import java.time.Duration;
import java.util.Map;

/// A collective of the processes that `mpirun` (or Slurm's `srun`) started, through Open MPI 4 and
/// 5 or MPICH 3 and 4.
///
/// ```
/// mpirun -n 2 java --enable-native-access=ALL-UNNAMED …
/// ```
///
/// A process can be in one such group in its life. If a process ends without [Collective#close],
/// the launcher ends all others; start them again from the last checkpoint. The library is found by
/// its usual name, or by the system property `adjoint.mpi`.
public final class MpiCollective {

  /// The usual timeout of an operation.
  public static final Duration TIMEOUT = Duration.ofSeconds(30);

  private MpiCollective() {}

  /// Whether this process was started by a launcher of MPI.
  public static boolean isLaunched() {
    return isLaunched(System.getenv());
  }

  static boolean isLaunched(Map<String, String> environment) {
    return environment.containsKey("OMPI_COMM_WORLD_SIZE") || environment.containsKey("PMI_SIZE");
  }

  /// Joins the group of all processes of the launcher; without a launcher it has this process
  /// alone.
  ///
  /// @param timeout how long an operation waits for a peer that does not answer
  /// @throws CollectiveException if there is no library of MPI
  public static Collective join(Duration timeout) {
    MpiLibrary library = MpiLibrary.find(System.getenv());
    return NativeCollective.of("mpi", timeout, timeout, () -> MpiCalls.start(library, timeout));
  }
}
