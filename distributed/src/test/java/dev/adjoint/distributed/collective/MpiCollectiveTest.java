package dev.adjoint.distributed.collective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.adjoint.distributed.JavaProcess;
import dev.adjoint.distributed.Mpirun;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs under each `mpirun` that is installed; without one the tests are skipped.
@Timeout(120)
class MpiCollectiveTest {

  @ParameterizedTest
  @ValueSource(strings = {"mpirun.openmpi", "mpirun.mpich"})
  void processesKeepTheContract(String launcher) throws Exception {
    try (JavaProcess run = start(launcher, 3, "contract", 30)) {
      Set<String> digests = new HashSet<>();
      for (int i = 0; i < 3; i++) {
        digests.add(run.await("digest"));
      }
      assertThat(digests).hasSize(1);
      assertThat(run.ended()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mpirun.openmpi", "mpirun.mpich"})
  void theLauncherEndsAllIfOneIsKilled(String launcher) throws Exception {
    try (JavaProcess run = start(launcher, 2, "loop", 30)) {
      long pid = Long.parseLong(run.await("joined 1").split(" ", -1)[2]);
      run.await("step 5");
      JavaProcess.signal("KILL", pid);

      assertThat(run.ended()).isNotZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mpirun.openmpi", "mpirun.mpich"})
  void aProcessThatHangsIsNoticedAfterTheTimeout(String launcher) throws Exception {
    try (JavaProcess run = start(launcher, 2, "loop", 2)) {
      long pid = Long.parseLong(run.await("joined 1").split(" ", -1)[2]);
      run.await("step 5");
      JavaProcess.signal("STOP", pid);
      long start = System.nanoTime();

      assertThat(run.await("error"))
          .isEqualTo(
              "error TIMEOUT mpi: rank 0 of 2 waited 2 s for the reduction; a peer hangs or is slower than the timeout");
      assertThat(System.nanoTime() - start).isBetween(1_500_000_000L, 6_000_000_000L);
      JavaProcess.signal("KILL", pid);
    }
  }

  @Test
  void aMissingLibraryIsNamed() {
    System.setProperty(MpiLibrary.PROPERTY, "libnone.so");
    try {
      assertThatThrownBy(() -> MpiLibrary.find(Map.of()))
          .isInstanceOf(CollectiveException.class)
          .hasMessage(
              "mpi: none of the libraries [libnone.so] can be opened; install Open MPI or MPICH, or name the library with -Dadjoint.mpi");
    } finally {
      System.clearProperty(MpiLibrary.PROPERTY);
    }
  }

  @Test
  void theLauncherIsSeenInTheEnvironment() {
    assertThat(MpiCollective.isLaunched(Map.of("PATH", "/bin"))).isFalse();
    assertThat(MpiCollective.isLaunched(Map.of("OMPI_COMM_WORLD_SIZE", "2"))).isTrue();
    assertThat(MpiCollective.isLaunched(Map.of("PMI_SIZE", "2"))).isTrue();
  }

  private static JavaProcess start(String launcher, int size, String mode, int seconds)
      throws Exception {
    assumeTrue(JavaProcess.find(launcher).isPresent(), launcher + " is not installed");
    return JavaProcess.start(
        Mpirun.command(
            launcher,
            size,
            JavaProcess.command(PeerProgram.class, "mpi", mode, Integer.toString(seconds))));
  }
}
