package dev.adjoint.distributed.collective;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.adjoint.distributed.collective.CollectiveException.Reason;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// The communicator of all processes of MPI through its C interface.
///
/// MPI has no timeouts, and its blocking operations keep a processor busy while they wait. So the
/// operations here are the ones that do not block, and this class asks for their end: at once for a
/// short time, then with pauses, until the timeout.
final class MpiCalls implements NativeCalls {

  /// Enough for the status of any library.
  private static final long STATUS_BYTES = 256;

  /// Counts are 32-bit numbers.
  private static final long MOST = 1L << 28;

  private static final long SPIN = 200_000;
  private static final long PAUSE = 20_000;

  /// One thread calls MPI, which need not be the one that started the program.
  private static final int SERIALIZED = 2;

  private final MpiLibrary library;
  private final Duration timeout;
  private final Arena arena = Arena.ofAuto();
  private final MemorySegment request = arena.allocate(Long.BYTES, Long.BYTES);
  private final MemorySegment flag = arena.allocate(JAVA_INT);
  private final MemorySegment status = arena.allocate(STATUS_BYTES, Long.BYTES);
  private final MethodHandle allReduce;
  private final MethodHandle broadcast;
  private final MethodHandle allGather;
  private final MethodHandle test;
  private final int rank;
  private final int size;

  private MpiCalls(MpiLibrary library, Duration timeout) {
    this.library = library;
    this.timeout = timeout;
    Foreign functions = library.functions();
    MemoryLayout handle = library.handle();
    allReduce =
        functions.function(
            "MPI_Iallreduce", ADDRESS, ADDRESS, JAVA_INT, handle, handle, handle, ADDRESS);
    broadcast =
        functions.function("MPI_Ibcast", ADDRESS, JAVA_INT, handle, JAVA_INT, handle, ADDRESS);
    allGather =
        functions.function(
            "MPI_Iallgather",
            ADDRESS,
            JAVA_INT,
            handle,
            ADDRESS,
            JAVA_INT,
            handle,
            handle,
            ADDRESS);
    test = functions.function("MPI_Test", ADDRESS, ADDRESS, ADDRESS);
    Object world = library.get("MPI_COMM_WORLD");
    check(
        "setting the error handler",
        Foreign.call(
            functions.function("MPI_Comm_set_errhandler", handle, handle),
            world,
            library.get("MPI_ERRORS_RETURN")));
    rank = number(functions.function("MPI_Comm_rank", handle, ADDRESS), world);
    size = number(functions.function("MPI_Comm_size", handle, ADDRESS), world);
  }

  private int number(MethodHandle function, Object world) {
    check("asking for the group", Foreign.call(function, world, flag));
    return flag.get(JAVA_INT, 0);
  }

  /// Initialises MPI on the calling thread.
  static MpiCalls start(MpiLibrary library, Duration timeout) {
    try (Arena arena = Arena.ofConfined()) {
      int status =
          Foreign.call(
              library.functions().function("MPI_Init_thread", ADDRESS, ADDRESS, JAVA_INT, ADDRESS),
              MemorySegment.NULL,
              MemorySegment.NULL,
              SERIALIZED,
              arena.allocate(JAVA_INT));
      if (status != 0) {
        throw new CollectiveException(
            Reason.START, "mpi: MPI_Init_thread failed with status %d".formatted(status));
      }
    }
    return new MpiCalls(library, timeout);
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
    String type =
        switch (kind) {
          case FLOAT -> "MPI_FLOAT";
          case DOUBLE -> "MPI_DOUBLE";
          case LONG -> "MPI_LONG_LONG";
        };
    reduce(buffer, count, type, kind == Kind.FLOAT ? Float.BYTES : Long.BYTES, "MPI_SUM");
  }

  @Override
  public void min(MemorySegment buffer, long count) {
    reduce(buffer, count, "MPI_LONG_LONG", Long.BYTES, "MPI_MIN");
  }

  private void reduce(MemorySegment buffer, long count, String type, long bytes, String operation) {
    for (long from = 0; from < count; from += MOST) {
      int part = (int) Math.min(MOST, count - from);
      check(
          "the reduction",
          Foreign.call(
              allReduce,
              library.inPlace(),
              buffer.asSlice(from * bytes),
              part,
              library.get(type),
              library.get(operation),
              library.get("MPI_COMM_WORLD"),
              request));
      complete("the reduction");
    }
  }

  @Override
  public void broadcast(MemorySegment buffer, long bytes, int root) {
    for (long from = 0; from < bytes; from += MOST) {
      check(
          "the broadcast",
          Foreign.call(
              broadcast,
              buffer.asSlice(from),
              (int) Math.min(MOST, bytes - from),
              library.get("MPI_BYTE"),
              root,
              library.get("MPI_COMM_WORLD"),
              request));
      complete("the broadcast");
    }
  }

  @Override
  public void allGather(MemorySegment buffer, long bytes) {
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "mpi: %d bytes are gathered in one piece, but 2 GB is the most; use smaller buckets"
              .formatted(bytes));
    }
    check(
        "the gathering",
        Foreign.call(
            allGather,
            library.inPlace(),
            0,
            library.get("MPI_BYTE"),
            buffer,
            (int) bytes,
            library.get("MPI_BYTE"),
            library.get("MPI_COMM_WORLD"),
            request));
    complete("the gathering");
  }

  /// Waits for the end of the operation that was begun.
  private void complete(String operation) {
    long start = System.nanoTime();
    while (true) {
      check(operation, Foreign.call(test, request, flag, status));
      if (flag.get(JAVA_INT, 0) != 0) {
        return;
      }
      long waited = System.nanoTime() - start;
      if (waited > timeout.toNanos()) {
        throw new CollectiveException(
            Reason.TIMEOUT,
            "mpi: rank %d of %d waited %d s for %s; a peer hangs or is slower than the timeout"
                .formatted(rank, size, timeout.toSeconds(), operation));
      }
      if (waited < SPIN) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(PAUSE);
      }
    }
  }

  private void check(String operation, int code) {
    if (code != 0) {
      throw new CollectiveException(
          Reason.PEER_LOST,
          "mpi: rank %d of %d could not complete %s: MPI reports error %d"
              .formatted(rank, size, operation, code));
    }
  }

  /// After an error MPI is not finalised, because that would wait for the peers for ever; the
  /// launcher ends them when this process ends.
  @Override
  public void leave(boolean isWhole) {
    if (isWhole) {
      check("leaving the group", Foreign.call(library.functions().function("MPI_Finalize")));
    }
  }
}
