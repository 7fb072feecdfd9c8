package dev.adjoint.distributed;

import dev.adjoint.distributed.collective.Collective;
import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.train.PeerProcesses;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Data-parallel training: each process computes some batches of a step, and all of them add up the
/// gradients over a [Collective].
///
/// ```java
/// try (DataParallel parallel = DataParallel.of(collective)) {
///   Trainer trainer =
///       Trainer.of(model, loss, optimizer, training, options.withAccumulation(collective.size()))
///           .sharedWith(parallel);
///   trainer.fit();
/// }
/// ```
///
/// With [GradientOrder#BATCHES], the default, and the same training samples in all processes, every
/// process ends with the bits of a trainer that is alone and has the same options, on any number of
/// processes. Gradients travel in buckets on a thread of their own, as soon as the backward pass
/// has ended with them, while it goes on with the layers before and while the next batch of the
/// step is computed. The collective is closed with this.
public final class DataParallel implements PeerProcesses, AutoCloseable {

  /// The default size of a bucket: that of PyTorch.
  private static final long BUCKET = 25L << 20;

  private final Collective collective;
  private final GradientOrder order;
  private final boolean ownSamples;
  private final long bucketBytes;
  private final List<Worker> workers;
  private final CommunicationThread thread;
  private final @Nullable Future<?>[] turns = new Future<?>[2];
  private List<Bucket> buckets = List.of();
  private List<Parameter> known = List.of();

  /// What was begun last for each bucket.
  private @Nullable Future<?>[] last = new Future<?>[0];

  /// The batch that is computed here, null between batches.
  private @Nullable BucketOrder present;

  private int round;
  private long bytes;

  private DataParallel(
      Collective collective,
      GradientOrder order,
      boolean ownSamples,
      long bucketBytes,
      List<Worker> workers,
      CommunicationThread thread) {
    this.collective = collective;
    this.order = order;
    this.ownSamples = ownSamples;
    this.bucketBytes = bucketBytes;
    this.workers = workers;
    this.thread = thread;
  }

  /// Training over this collective, with all gradients in the order of the batches and the same
  /// samples in all processes. All processes call this.
  ///
  /// @throws IllegalArgumentException if the processes have other versions of Java
  public static DataParallel of(Collective collective) {
    CommunicationThread thread = new CommunicationThread();
    try {
      List<Worker> workers = thread.call(() -> Worker.all(collective));
      Worker.requireSame(workers);
      return new DataParallel(collective, GradientOrder.BATCHES, false, BUCKET, workers, thread);
    } catch (IllegalStateException | IllegalArgumentException e) {
      thread.close();
      throw e;
    }
  }

  /// The same with gradients added in this order; instead of this one.
  @CheckReturnValue
  public DataParallel with(GradientOrder newOrder) {
    return new DataParallel(collective, newOrder, ownSamples, bucketBytes, workers, thread);
  }

  /// The same for processes that have training samples of their own; instead of this one.
  @CheckReturnValue
  public DataParallel withOwnSamples() {
    return new DataParallel(collective, order, true, bucketBytes, workers, thread);
  }

  /// The same with buckets of so many bytes; instead of this one. The result does not depend on it.
  @CheckReturnValue
  public DataParallel withBuckets(long newBytes) {
    if (newBytes < 1) {
      throw new IllegalArgumentException(
          "distributed: a bucket has %d bytes but must have at least 1; 25 MB is usual"
              .formatted(newBytes));
    }
    return new DataParallel(collective, order, ownSamples, newBytes, workers, thread);
  }

  /// The processes of the run.
  public List<Worker> workers() {
    return workers;
  }

  /// What the gradients have cost so far.
  public Communication communication() {
    return new Communication(bytes, thread.busySeconds(), thread.waitedSeconds());
  }

  @Override
  public int rank() {
    return collective.rank();
  }

  @Override
  public int size() {
    return collective.size();
  }

  @Override
  public boolean ownSamples() {
    return ownSamples;
  }

  @Override
  public String order() {
    String samples = ownSamples ? "own samples of %d processes".formatted(size()) : "";
    return switch (order) {
      case BATCHES -> samples;
      case RING -> ownSamples ? "ring, " + samples : "ring of %d processes".formatted(size());
    };
  }

  @Override
  public List<double[]> gather(double[] own) {
    ByteBuffer bytesOfOwn = ByteBuffer.allocate(own.length * Double.BYTES);
    bytesOfOwn.asDoubleBuffer().put(own);
    List<double[]> all = new ArrayList<>();
    for (byte[] each : thread.call(() -> collective.allGather(bytesOfOwn.array()))) {
      double[] numbers = new double[each.length / Double.BYTES];
      ByteBuffer.wrap(each).asDoubleBuffer().get(numbers);
      all.add(numbers);
    }
    return all;
  }

  /// The bytes that the first process gives, in all of them; all call this.
  byte[] fromFirst(byte[] own) {
    int length = (int) gather(new double[] {own.length}).getFirst()[0];
    byte[] bytesOfFirst = rank() == 0 ? own : new byte[length];
    return thread.call(() -> {
      collective.broadcast(bytesOfFirst, 0);
      return bytesOfFirst;
    });
  }

  @Override
  public Consumer<Parameter> begin(List<Parameter> parameters, int[] counts) {
    prepare(parameters);
    return begun(counts)::complete;
  }

  private BucketOrder begun(int[] counts) {
    int turn = freeTurn();
    int[] all = counts.clone();
    BucketOrder begun =
        new BucketOrder(
            buckets,
            known,
            bucket -> {
              buckets.get(bucket).fill(known, turn);
              send(bucket, turn, all);
            });
    present = begun;
    return begun;
  }

  @Override
  public void add(List<Parameter> parameters, int[] counts) {
    prepare(parameters);
    (present == null ? begun(counts) : present).rest();
    present = null;
    end();
  }

  @Override
  public void finish(List<Parameter> parameters, int[] counts) {
    prepare(parameters);
    switch (order) {
      case BATCHES -> sendNothing(counts);
      case RING -> {
        if (round == 0) {
          reduceNothing();
        }
        bytes += bytesOfAll();
      }
    }
    for (int i = 0; i < buckets.size(); i++) {
      thread.await(Objects.requireNonNull(last[i]));
      buckets.get(i).give(parameters);
    }
    round = 0;
  }

  /// Takes part in the rounds for which this process has no batch.
  private void sendNothing(int[] counts) {
    int rounds = Arrays.stream(counts).max().orElse(0);
    while (round < rounds) {
      int turn = freeTurn();
      for (int i = 0; i < buckets.size(); i++) {
        buckets.get(i).fillNothing(turn);
        send(i, turn, counts);
      }
      end();
    }
  }

  /// Takes part in the sum of a step for which this process has no batch at all.
  private void reduceNothing() {
    for (int i = 0; i < buckets.size(); i++) {
      Bucket bucket = buckets.get(i);
      last[i] =
          thread.begin(() -> {
            bucket.clear();
            bucket.reduce(collective);
          });
    }
  }

  private long bytesOfAll() {
    return buckets.stream().mapToLong(Bucket::bytes).sum();
  }

  private void prepare(List<Parameter> parameters) {
    if (!known.equals(parameters)) {
      known = List.copyOf(parameters);
      buckets = Buckets.of(known, bucketBytes);
      last = new Future<?>[buckets.size()];
    }
  }

  /// An array of each bucket that does not travel any more.
  private int freeTurn() {
    int turn = round % 2;
    Future<?> before = turns[turn];
    if (before != null) {
      thread.await(before);
    }
    return turn;
  }

  /// Lets the gradients of a bucket be added to the sum, after all that was sent before. A ring
  /// adds up those of all processes after the last batch of this one.
  private void send(int index, int turn, int[] counts) {
    Bucket bucket = buckets.get(index);
    int at = round;
    boolean isLast = at == counts[rank()] - 1;
    boolean[] takesPart = new boolean[counts.length];
    for (int rank = 0; rank < counts.length; rank++) {
      takesPart[rank] = counts[rank] > at;
    }
    Future<?> added =
        thread.begin(() -> {
          if (at == 0) {
            bucket.clear();
          }
          if (order == GradientOrder.BATCHES) {
            bucket.addAll(collective, turn, takesPart);
          } else {
            bucket.addOwn(turn);
            if (isLast) {
              bucket.reduce(collective);
            }
          }
        });
    turns[turn] = added;
    last[index] = added;
  }

  /// Ends a batch, all buckets of which were sent.
  private void end() {
    round++;
    if (order == GradientOrder.BATCHES) {
      bytes += bytesOfAll();
    }
  }

  @Override
  public void close() {
    thread.close();
    collective.close();
  }
}
