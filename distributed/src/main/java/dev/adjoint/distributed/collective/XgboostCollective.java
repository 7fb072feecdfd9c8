package dev.adjoint.distributed.collective;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A collective over TCP through the native library of XGBoost: processes on any machines, started
/// by anything, such as Spark tasks or pods.
///
/// ```java
/// Collective group = XgboostCollective.meet("node0", 9091, rank, size, patience, timeout);
/// ```
///
/// [#meet] waits for processes that start at different times. Where something else tells the
/// processes the address of an [XgboostTracker], they [#join] directly.
///
/// The library is in the jar `ml.dmlc:xgboost4j_2.12:3.0.4`, of which nothing else is used; Linux
/// needs `libgomp.so.1`. Java needs `--enable-native-access`. Sums go around a ring.
public final class XgboostCollective {

  /// The timeout of the library is 30 minutes, this is more useful.
  public static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static final int RETRIES = 3;

  /// How long the library pauses between its attempts to reach the tracker, all in all.
  private static final Duration PAUSES = Duration.ofSeconds(20);

  private static final Pattern HOST = Pattern.compile("[\\w.:%-]+");

  private XgboostCollective() {}

  /// Meets the other processes of a group and joins it. Process 0 listens at the port and runs the
  /// tracker, at a port of its own.
  ///
  /// @param host the name or address of the machine of process 0, as the others reach it
  /// @param port where process 0 listens
  /// @param rank the number of this process
  /// @param size the number of processes
  /// @param patience how long the processes wait for each other at the start
  /// @param timeout how long an operation waits for a peer that does not answer, in whole seconds;
  ///   longer than the slowest step and the writing of a checkpoint
  /// @throws CollectiveException if the library is missing or not all processes come
  public static Collective meet(
      String host, int port, int rank, int size, Duration patience, Duration timeout) {
    require(rank, size, timeout);
    requireHost(host);
    // Opened before the others are met: the library wants all of them to join at the same time.
    XgboostLibrary.get();
    Rendezvous rendezvous = new Rendezvous(size, patience);
    if (rank > 0) {
      return join(host, rendezvous.visit(host, port, rank), rank, size, timeout);
    }
    List<XgboostTracker> tracker = new ArrayList<>();
    int found =
        rendezvous.host(
            port,
            () -> {
              tracker.add(XgboostTracker.start(host, 0, size, patience));
              return tracker.getFirst().port();
            });
    try {
      return join(host, found, rank, size, timeout);
    } finally {
      tracker.getFirst().endWithGroup();
    }
  }

  /// Joins a group; returns when all processes have joined. Each call needs a thread of its own for
  /// the group, which it makes.
  ///
  /// @param host the machine of the tracker, see [XgboostTracker]
  /// @param port its port
  /// @param rank the number of this process
  /// @param size the number of processes
  /// @param timeout how long an operation waits for a peer that does not answer, in whole seconds;
  ///   longer than the slowest step and the writing of a checkpoint
  /// @throws CollectiveException if the library or a process is missing
  public static Collective join(String host, int port, int rank, int size, Duration timeout) {
    require(rank, size, timeout);
    String settings =
        "{\"dmlc_communicator\":\"rabit\",\"dmlc_tracker_uri\":\"%s\",\"dmlc_tracker_port\":%d,\"dmlc_task_id\":\"%08d\",\"dmlc_timeout\":%d,\"dmlc_retry\":%d}"
            .formatted(requireHost(host), port, rank, timeout.toSeconds(), RETRIES);
    return NativeCollective.of(
        "xgboost",
        timeout,
        timeout.multipliedBy(RETRIES + 1L).plus(PAUSES),
        () -> XgboostCalls.join(settings));
  }

  private static void require(int rank, int size, Duration timeout) {
    if (rank < 0 || rank >= size) {
      throw new IllegalArgumentException(
          "xgboost: the rank is %d but a group of %d has the ranks 0 … %d"
              .formatted(rank, size, size - 1));
    }
    if (timeout.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "xgboost: the timeout is %s but must be at least a second; 30 seconds are usual"
              .formatted(timeout));
    }
  }

  static String requireHost(String host) {
    if (!HOST.matcher(host).matches()) {
      throw new IllegalArgumentException(
          "xgboost: '%s' is not the name or address of a machine".formatted(host));
    }
    return host;
  }
}
