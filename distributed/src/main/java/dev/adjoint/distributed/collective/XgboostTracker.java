package dev.adjoint.distributed.collective;

import static java.lang.foreign.ValueLayout.ADDRESS;

import dev.adjoint.distributed.collective.CollectiveException.Reason;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The meeting point of the processes of an [XgboostCollective]: each tells it where it listens,
/// and gets the addresses of its neighbours. One process of the group starts it, usually the first.
///
/// It listens without encryption or passwords, as the processes do: use it in a private network.
public final class XgboostTracker implements AutoCloseable {

  private static final long FAREWELL_SECONDS = 10;

  private static final Pattern PORT = Pattern.compile("\"dmlc_tracker_port\":\\s*(\\d+)");

  private final String host;
  private final int port;
  private final MemorySegment handle;

  private XgboostTracker(String host, int port, MemorySegment handle) {
    this.host = host;
    this.port = port;
    this.handle = handle;
  }

  /// Starts a tracker in this process.
  ///
  /// @param host the name or address of this machine by which the others reach it
  /// @param port where it listens, 0 for any free port
  /// @param processes how many there will be
  /// @param timeout how long it waits for them
  /// @throws CollectiveException if the library is missing or the port is in use
  public static XgboostTracker start(String host, int port, int processes, Duration timeout) {
    Foreign library = XgboostLibrary.get();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment made = arena.allocate(ADDRESS);
      String settings =
          "{\"dmlc_communicator\":\"rabit\",\"n_workers\":%d,\"host\":\"%s\",\"port\":%d,\"timeout\":%d,\"sortby\":1}"
              .formatted(processes, XgboostCollective.requireHost(host), port, timeout.toSeconds());
      check(
          Foreign.call(
              library.function("XGTrackerCreate", ADDRESS, ADDRESS),
              arena.allocateFrom(settings),
              made));
      MemorySegment handle = made.get(ADDRESS, 0);
      check(
          Foreign.call(
              library.function("XGTrackerRun", ADDRESS, ADDRESS),
              handle,
              arena.allocateFrom("{}")));
      MemorySegment text = arena.allocate(ADDRESS);
      check(Foreign.call(library.function("XGTrackerWorkerArgs", ADDRESS, ADDRESS), handle, text));
      // Not all versions listen where they are told to.
      Matcher found = PORT.matcher(Foreign.text(text.get(ADDRESS, 0)));
      if (!found.find()) {
        throw new CollectiveException(Reason.START, "xgboost: the tracker does not name its port");
      }
      return new XgboostTracker(host, Integer.parseInt(found.group(1)), handle);
    }
  }

  private static void check(int status) {
    if (status != 0) {
      throw new CollectiveException(
          Reason.START,
          "xgboost: the tracker cannot be started: %s; choose another host or port"
              .formatted(XgboostLibrary.lastError().lines().findFirst().orElse("")));
    }
  }

  /// The name or address by which the processes reach it.
  public String host() {
    return host;
  }

  /// Where it listens.
  public int port() {
    return port;
  }

  /// Ends it in the background when all processes have left the group. If one was lost, it stays
  /// until this process ends.
  void endWithGroup() {
    end("{}");
  }

  /// Ends it, in the background. To be called after this process has left the group; the others
  /// have some seconds to leave, too.
  @Override
  public void close() {
    end("{\"timeout\":%d}".formatted(FAREWELL_SECONDS));
  }

  /// A process that leaves says so to the tracker, and waits for seconds if there is none any more.
  private void end(String settings) {
    Foreign library = XgboostLibrary.get();
    MethodHandle await = library.function("XGTrackerWaitFor", ADDRESS, ADDRESS);
    MethodHandle free = library.function("XGTrackerFree", ADDRESS);
    Thread.ofPlatform()
        .daemon()
        .name("adjoint-xgboost-tracker")
        .start(() -> {
          try (Arena arena = Arena.ofConfined()) {
            // Its status says whether all have left; in both cases it ends now.
            Foreign.call(await, handle, arena.allocateFrom(settings));
          }
          Foreign.call(free, handle);
        });
  }
}
