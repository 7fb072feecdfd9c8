package dev.adjoint.distributed;

import dev.adjoint.distributed.collective.Collective;
import dev.adjoint.distributed.collective.MpiCollective;
import dev.adjoint.distributed.collective.ThreadCollective;
import dev.adjoint.distributed.collective.XgboostCollective;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The group that the environment of this process describes.
///
/// | environment | group |
/// |---|---|
/// | a launcher of MPI, such as `mpirun` or `srun` | [MpiCollective] |
/// | `WORLD_SIZE`, `RANK`, `MASTER_ADDR`, `MASTER_PORT`: the names of PyTorch | [XgboostCollective] |
/// | none of these | this process alone |
///
/// In place of `RANK` the index of a pod of an indexed Kubernetes job counts,
/// `JOB_COMPLETION_INDEX`. `MASTER_ADDR` is the machine of rank 0, and `MASTER_PORT`, where it
/// listens, is 29500 if it is not given. `ADJOINT_TIMEOUT` is how many seconds an operation waits
/// for a peer (30), `ADJOINT_PATIENCE` how many the processes wait for each other at the start
/// (300).
public final class ProcessGroup {

  private static final int PORT = 29500;
  private static final long TIMEOUT = 30;
  private static final long PATIENCE = 300;

  private ProcessGroup() {}

  /// Joins the group.
  ///
  /// @throws dev.adjoint.distributed.collective.CollectiveException if it cannot be formed
  /// @throws IllegalArgumentException if a variable is missing or wrong
  public static Collective join() {
    return join(System.getenv());
  }

  static Collective join(Map<String, String> environment) {
    Duration timeout = seconds(environment, "ADJOINT_TIMEOUT", TIMEOUT);
    if (MpiCollective.isLaunched()) {
      return MpiCollective.join(timeout);
    }
    if (!environment.containsKey("WORLD_SIZE")) {
      return ThreadCollective.of(1).getFirst();
    }
    int size = (int) number(environment, "WORLD_SIZE", null);
    int rank =
        environment.containsKey("RANK")
            ? (int) number(environment, "RANK", null)
            : (int) number(environment, "JOB_COMPLETION_INDEX", null);
    String host = environment.get("MASTER_ADDR");
    if (host == null) {
      throw new IllegalArgumentException(
          "distributed: WORLD_SIZE is %d but MASTER_ADDR is not set; set it to the machine of rank 0"
              .formatted(size));
    }
    return XgboostCollective.meet(
        host,
        (int) number(environment, "MASTER_PORT", (long) PORT),
        rank,
        size,
        seconds(environment, "ADJOINT_PATIENCE", PATIENCE),
        timeout);
  }

  private static Duration seconds(Map<String, String> environment, String name, long usual) {
    return Duration.ofSeconds(number(environment, name, usual));
  }

  private static long number(Map<String, String> environment, String name, @Nullable Long usual) {
    String text = environment.get(name);
    if (text == null && usual != null) {
      return usual;
    }
    if (text == null || !text.matches("\\d{1,9}")) {
      throw new IllegalArgumentException(
          "distributed: %s is %s but must be a whole number"
              .formatted(name, text == null ? "not set" : "'" + text + "'"));
    }
    return Long.parseLong(text);
  }
}
