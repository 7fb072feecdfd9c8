package dev.adjoint.distributed;

import dev.adjoint.distributed.collective.Collective;
import dev.adjoint.tensor.Backend;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A process of a run, as it introduces itself to the others.
///
/// @param rank its number, from 0
/// @param host the name of its machine
/// @param process its number on that machine
/// @param java the version of its JDK
/// @param kernels how it computes, such as `Vector API`
/// @param threads how many threads it computes on
public record Worker(
    int rank, String host, long process, String java, String kernels, int threads) {

  private static final String SEPARATOR = "\t";

  /// All workers of a group; all of them call this.
  static List<Worker> all(Collective group) {
    List<Worker> workers = new ArrayList<>();
    for (byte[] text : group.allGather(own(group.rank()).text().getBytes(StandardCharsets.UTF_8))) {
      workers.add(of(new String(text, StandardCharsets.UTF_8)));
    }
    return List.copyOf(workers);
  }

  private static Worker own(int rank) {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      host = "unknown";
    }
    return new Worker(
        rank,
        host,
        ProcessHandle.current().pid(),
        Runtime.version().toString(),
        Backend.kernels(),
        Backend.threads());
  }

  private String text() {
    return String.join(
        SEPARATOR,
        Integer.toString(rank),
        host,
        Long.toString(process),
        java,
        kernels,
        Integer.toString(threads));
  }

  private static Worker of(String text) {
    String[] parts = text.split(SEPARATOR, -1);
    return new Worker(
        Integer.parseInt(parts[0]),
        parts[1],
        Long.parseLong(parts[2]),
        parts[3],
        parts[4],
        Integer.parseInt(parts[5]));
  }

  /// @throws IllegalArgumentException if the feature versions of their JDKs differ: the methods of
  ///   `Math` may give other bits in another version. The width of vectors changes no bit.
  static void requireSame(List<Worker> workers) {
    Worker first = workers.getFirst();
    for (Worker each : workers) {
      if (Runtime.Version.parse(each.java).feature()
          != Runtime.Version.parse(first.java).feature()) {
        throw new IllegalArgumentException(
            "distributed: worker %d on %s runs on Java %s but worker %d on %s on Java %s, and other versions may compute other bits; install one version on all machines"
                .formatted(each.rank, each.host, each.java, first.rank, first.host, first.java));
      }
    }
  }
}
