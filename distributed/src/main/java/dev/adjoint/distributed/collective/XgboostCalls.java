package dev.adjoint.distributed.collective;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.adjoint.distributed.collective.CollectiveException.Reason;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Locale;

/// The communicator of XGBoost through its C interface. Every status is checked: the Java classes
/// of XGBoost do not do so, and would leave unreduced numbers in the array.
///
/// Types and operations have numbers since version 2.1: 1 is F32, 2 F64 and 7 a 64-bit integer; 1
/// is the minimum and 2 the sum.
final class XgboostCalls implements NativeCalls {

  private static final int FLOAT = 1;
  private static final int DOUBLE = 2;
  private static final int LONG = 7;
  private static final int MIN = 1;
  private static final int SUM = 2;

  private final int rank;
  private final int size;
  private final MethodHandle allReduce;
  private final MethodHandle broadcast;
  private final MethodHandle allGather;
  private final MethodHandle leave;

  private XgboostCalls(Foreign library) {
    allReduce = library.function("XGCommunicatorAllreduce", ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT);
    broadcast = library.function("XGCommunicatorBroadcast", ADDRESS, JAVA_LONG, JAVA_INT);
    allGather = library.function("XGCommunicatorAllgather", ADDRESS, JAVA_LONG);
    leave = library.function("XGCommunicatorFinalize");
    rank = Foreign.call(library.function("XGCommunicatorGetRank"));
    size = Foreign.call(library.function("XGCommunicatorGetWorldSize"));
  }

  /// Joins the group of the calling thread.
  ///
  /// @param settings in JSON
  static XgboostCalls join(String settings) {
    Foreign library = XgboostLibrary.get();
    MethodHandle join = library.function("XGCommunicatorInit", ADDRESS);
    try (Arena arena = Arena.ofConfined()) {
      if (Foreign.call(join, arena.allocateFrom(settings)) != 0) {
        throw new CollectiveException(
            Reason.START,
            "xgboost: the group cannot be joined: %s; check the address of the tracker and that all processes run"
                .formatted(reason()));
      }
    }
    return new XgboostCalls(library);
  }

  @Override
  public int rank() {
    return rank;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void sum(MemorySegment buffer, long count, Kind kind) {
    int type =
        switch (kind) {
          case FLOAT -> FLOAT;
          case DOUBLE -> DOUBLE;
          case LONG -> LONG;
        };
    check("the sum", Foreign.call(allReduce, buffer, count, type, SUM));
  }

  @Override
  public void min(MemorySegment buffer, long count) {
    check("the minimum", Foreign.call(allReduce, buffer, count, LONG, MIN));
  }

  @Override
  public void broadcast(MemorySegment buffer, long bytes, int root) {
    check("the broadcast", Foreign.call(broadcast, buffer, bytes, root));
  }

  @Override
  public void allGather(MemorySegment buffer, long bytes) {
    check("the gathering", Foreign.call(allGather, buffer, bytes * size));
  }

  @Override
  public void leave(boolean isWhole) {
    int status = Foreign.call(leave);
    if (isWhole) {
      check("leaving the group", status);
    }
  }

  private void check(String operation, int status) {
    if (status != 0) {
      String text = reason();
      boolean isLate = text.toLowerCase(Locale.ROOT).contains("timeout");
      throw new CollectiveException(
          isLate ? Reason.TIMEOUT : Reason.PEER_LOST,
          "xgboost: rank %d of %d could not complete %s, because a peer %s: %s"
              .formatted(
                  rank,
                  size,
                  operation,
                  isLate ? "did not answer in time" : "has ended or cannot be reached",
                  text));
    }
  }

  /// The lines of the last error without the addresses of the library's own functions.
  private static String reason() {
    String text = XgboostLibrary.lastError();
    int stack = text.indexOf("Stack trace:");
    return (stack < 0 ? text : text.substring(0, stack)).replaceAll("\\s+", " ").strip();
  }
}
