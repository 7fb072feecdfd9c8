package dev.adjoint.distributed.collective;

import dev.adjoint.distributed.collective.CollectiveException.Reason;
import dev.adjoint.distributed.collective.NativeCalls.Kind;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A collective in a native library.
///
/// All calls are made by one thread, because libraries keep their state for each thread. Arrays are
/// copied to memory outside of the heap and back: a call waits for other machines, and the garbage
/// collector must not wait with it. Results are copied back only after the whole operation has
/// succeeded.
final class NativeCollective implements Collective {

  /// How much longer than the timeout of the library an operation may take before it is given up.
  private static final Duration GRACE = Duration.ofSeconds(5);

  /// How long leaving a group may take that has lost a rank.
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private static final long FIRST_BYTES = 1L << 16;

  private final String name;
  private final Duration timeout;
  private final ExecutorService thread;
  private final NativeCalls calls;
  private MemorySegment buffer = Arena.ofAuto().allocate(FIRST_BYTES, Long.BYTES);
  private @Nullable CollectiveException broken;
  private boolean closed;

  private NativeCollective(
      String name, Duration timeout, ExecutorService thread, NativeCalls calls) {
    this.name = name;
    this.timeout = timeout;
    this.thread = thread;
    this.calls = calls;
  }

  /// Forms the group.
  ///
  /// @param timeout after which the library itself gives up an operation
  /// @param joining after which it gives up to form the group
  /// @param start joins the group, on the thread that makes all later calls
  static NativeCollective of(
      String name, Duration timeout, Duration joining, Callable<NativeCalls> start) {
    ExecutorService thread =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("adjoint-" + name).factory());
    try {
      NativeCalls calls =
          await(name, "joining the group", thread.submit(start), joining.plus(GRACE));
      return new NativeCollective(name, timeout, thread, calls);
    } catch (CollectiveException e) {
      thread.shutdown();
      throw e;
    }
  }

  @Override
  public int rank() {
    return calls.rank();
  }

  @Override
  public int size() {
    return calls.size();
  }

  @Override
  public void allReduceSum(float[] values) {
    reduce(
        MemorySegment.ofArray(values),
        values.length,
        to -> calls.sum(to, values.length, Kind.FLOAT));
  }

  @Override
  public void allReduceSum(double[] values) {
    reduce(
        MemorySegment.ofArray(values),
        values.length,
        to -> calls.sum(to, values.length, Kind.DOUBLE));
  }

  @Override
  public void allReduceSum(long[] values) {
    reduce(
        MemorySegment.ofArray(values),
        values.length,
        to -> calls.sum(to, values.length, Kind.LONG));
  }

  @Override
  public void allReduceMin(long[] values) {
    reduce(MemorySegment.ofArray(values), values.length, to -> calls.min(to, values.length));
  }

  @Override
  public void broadcast(byte[] bytes, int root) {
    MemorySegment array = MemorySegment.ofArray(bytes);
    reduce(array, bytes.length, to -> calls.broadcast(to, array.byteSize(), root));
  }

  @Override
  public void broadcast(float[] values, int root) {
    MemorySegment array = MemorySegment.ofArray(values);
    reduce(array, values.length, to -> calls.broadcast(to, array.byteSize(), root));
  }

  /// Copies an array out, does the operation and copies the result back. With an empty array the
  /// ranks only wait for each other.
  private void reduce(MemorySegment array, int length, Consumer<MemorySegment> operation) {
    if (length == 0) {
      barrier();
      return;
    }
    run(() -> {
      MemorySegment to = room(array.byteSize());
      to.copyFrom(array);
      operation.accept(to);
      array.copyFrom(to);
      return array;
    });
  }

  @Override
  public float[] allGather(float[] own) {
    float[] all = new float[Math.multiplyExact(own.length, size())];
    gather(MemorySegment.ofArray(own), MemorySegment.ofArray(all));
    return all;
  }

  @Override
  public double[] allGather(double[] own) {
    double[] all = new double[Math.multiplyExact(own.length, size())];
    gather(MemorySegment.ofArray(own), MemorySegment.ofArray(all));
    return all;
  }

  @Override
  public List<byte[]> allGather(byte[] own) {
    double[] lengths = allGather(new double[] {own.length});
    int longest = (int) Arrays.stream(lengths).max().orElse(0);
    byte[] all = new byte[Math.multiplyExact(longest, size())];
    gather(MemorySegment.ofArray(Arrays.copyOf(own, longest)), MemorySegment.ofArray(all));
    List<byte[]> each = new ArrayList<>();
    for (int rank = 0; rank < size(); rank++) {
      each.add(Arrays.copyOfRange(all, rank * longest, rank * longest + (int) lengths[rank]));
    }
    return List.copyOf(each);
  }

  private void gather(MemorySegment own, MemorySegment all) {
    if (own.byteSize() == 0) {
      barrier();
      return;
    }
    run(() -> {
      MemorySegment to = room(all.byteSize());
      to.asSlice(rank() * own.byteSize(), own.byteSize()).copyFrom(own);
      calls.allGather(to, own.byteSize());
      all.copyFrom(to);
      return all;
    });
  }

  private MemorySegment room(long bytes) {
    if (buffer.byteSize() < bytes) {
      buffer = Arena.ofAuto().allocate(bytes, Long.BYTES);
    }
    return buffer.asSlice(0, bytes);
  }

  private <T> void run(Callable<T> operation) {
    if (closed) {
      throw new CollectiveException(
          Reason.CLOSED, "%s: rank %d has closed its end".formatted(name, rank()));
    }
    CollectiveException before = broken;
    if (before != null) {
      throw new CollectiveException(before.reason(), String.valueOf(before.getMessage()), before);
    }
    try {
      await(name, "an operation", thread.submit(operation), timeout.plus(GRACE));
    } catch (CollectiveException e) {
      broken = e;
      throw e;
    }
  }

  private static <T> T await(String name, String what, Future<T> work, Duration limit) {
    try {
      return work.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CollectiveException known) {
        throw new CollectiveException(known.reason(), String.valueOf(known.getMessage()), known);
      }
      throw new CollectiveException(
          Reason.FAILED, "%s: %s failed with %s".formatted(name, what, e.getCause()), e);
    } catch (TimeoutException e) {
      throw new CollectiveException(
          Reason.TIMEOUT,
          "%s: %s took more than %d seconds".formatted(name, what, limit.toSeconds()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CollectiveException(
          Reason.CLOSED, "%s: the thread was interrupted during %s".formatted(name, what), e);
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    boolean isWhole = broken == null;
    try {
      await(
          name,
          "leaving the group",
          thread.submit(() -> {
            calls.leave(isWhole);
            return calls;
          }),
          isWhole ? GRACE : FAREWELL);
    } catch (CollectiveException e) {
      // The group is left in any case. Who has lost a peer was told so by the operation.
      broken = e;
    } finally {
      thread.shutdown();
    }
  }
}
