package dev.adjoint.data;

import dev.adjoint.tensor.CheckReturnValue;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Cuts a source of samples into batches, in a new random order for each epoch.
///
/// The order is a function of the seed and the epoch alone, so a run that stopped after batch b of
/// epoch e continues with `epoch(e, b + 1)` and gets exactly the batches that a run without
/// interruption gets. The last batch holds what is left and may be smaller, see [LastBatch]: 2,000
/// samples in batches of 64 are 32 batches, the last of 16.
///
/// All samples that are read by number are shuffled together. A stream is shuffled within a buffer
/// of [#withShuffleBuffer] samples: each next sample is drawn from the buffer, which is kept full.
public final class Batches {

  /// The default number of samples of a stream from which the next one is drawn.
  public static final int SHUFFLE_BUFFER = 1024;

  private final Source source;
  private final int size;
  private final long seed;
  private final boolean shuffled;
  private final LastBatch last;
  private final int buffer;

  private Batches(
      Source source, int size, long seed, boolean shuffled, LastBatch last, int buffer) {
    Objects.requireNonNull(source, "batches: the source is null; give a DataSet or other samples");
    if (size < 1) {
      throw new DataException(
          "batches: a batch holds at least 1 sample but its size is %d; choose 1 or more"
              .formatted(size));
    }
    if (buffer < 1) {
      throw new DataException(
          "batches: the shuffle buffer holds at least 1 sample but its size is %d; choose 1000 or more"
              .formatted(buffer));
    }
    if (source instanceof Samples samples && samples.count() == 0) {
      throw new DataException("batches: the data set has no samples; supply at least one");
    }
    this.source = source;
    this.size = size;
    this.seed = seed;
    this.shuffled = shuffled;
    this.last = last;
    this.buffer = buffer;
    if (count().orElse(1) == 0) {
      throw new DataException(
          "batches: no batch is left, the source has fewer samples than a batch of %d and the last one is dropped; choose a smaller size or keep the last batch"
              .formatted(size));
    }
  }

  /// Batches in random order, for training.
  ///
  /// @param source the samples
  /// @param size samples in a batch, at least 1
  /// @param seed the run's seed
  /// @return the batches
  /// @throws DataException when the size is below 1 or there are no samples
  public static Batches shuffled(Source source, int size, long seed) {
    return new Batches(source, size, seed, true, LastBatch.KEEP, SHUFFLE_BUFFER);
  }

  /// Batches in the order of the source, for evaluation.
  ///
  /// @param source the samples
  /// @param size samples in a batch, at least 1
  /// @return the batches
  /// @throws DataException when the size is below 1 or there are no samples
  public static Batches inOrder(Source source, int size) {
    return new Batches(source, size, 0, false, LastBatch.KEEP, SHUFFLE_BUFFER);
  }

  /// The same with this treatment of a smaller last batch.
  @CheckReturnValue
  public Batches withLastBatch(LastBatch treatment) {
    return new Batches(source, size, seed, shuffled, treatment, buffer);
  }

  /// The same with this number of samples of a stream from which the next one is drawn, at least 1.
  @CheckReturnValue
  public Batches withShuffleBuffer(int samples) {
    return new Batches(source, size, seed, shuffled, last, samples);
  }

  /// The samples that are cut into batches.
  ///
  /// @return the source
  public Source source() {
    return source;
  }

  /// Samples in a full batch.
  ///
  /// @return the size
  public int size() {
    return size;
  }

  /// Batches in an epoch.
  ///
  /// @return the samples divided by the size, rounded up unless the last batch is dropped; empty
  ///   for a stream
  public OptionalInt count() {
    if (!(source instanceof Samples samples)) {
      return OptionalInt.empty();
    }
    int full = samples.count() / size;
    int rest = samples.count() % size;
    return OptionalInt.of(rest == 0 || last.drops(rest, size, full) ? full : full + 1);
  }

  /// The order of the samples in an epoch.
  ///
  /// @param epoch the epoch, from 0
  /// @return a permutation of the samples' indices
  /// @throws IllegalStateException for a stream, whose samples have no numbers
  public int[] order(int epoch) {
    if (!(source instanceof Samples samples)) {
      throw new IllegalStateException(
          "batches: the order of a stream is not known before it is read; read its batches");
    }
    return shuffled
        ? Rows.shuffled(samples.count(), RandomStream.of(seed, "shuffle", epoch))
        : IntStream.range(0, samples.count()).toArray();
  }

  /// All batches of an epoch.
  ///
  /// @param epoch the epoch, from 0
  /// @return the batches, made one by one while the caller iterates
  public Iterable<Batch> epoch(int epoch) {
    return epoch(epoch, 0);
  }

  /// The batches of an epoch from one on.
  ///
  /// @param epoch the epoch, from 0
  /// @param from index of the first batch, in [0, count]
  /// @return the batches, made one by one while the caller iterates
  public Iterable<Batch> epoch(int epoch, int from) {
    requireBatch(from);
    return () -> walk(epoch, from);
  }

  /// The same as an iterator that can be closed before its end.
  ///
  /// @param epoch the epoch, from 0
  /// @param from index of the first batch, in [0, count]
  public BatchWalk walk(int epoch, int from) {
    requireBatch(from);
    return switch (source) {
      case Samples samples -> {
        BatchWalk walk = new RowWalk(samples.inEpoch(epoch), order(epoch), size, last, from);
        yield samples.isReadAhead() ? new ReadAheadWalk(walk) : walk;
      }
      case SampleStream stream -> new ReadAheadWalk(walk(stream, epoch, from));
    };
  }

  private BatchWalk walk(SampleStream stream, int epoch, int from) {
    Optional<RandomGenerator> random =
        shuffled ? Optional.of(RandomStream.of(seed, "shuffle", epoch)) : Optional.empty();
    StreamWalk walk = new StreamWalk(stream.open(epoch), size, last, buffer, random);
    int passed = walk.skip(from);
    if (passed < from) {
      walk.close();
      throw new DataException(
          "batches: the stream of epoch %d has %d batches but the run continues at batch %d; resume with the same data and batch size"
              .formatted(epoch, passed, from));
    }
    return walk;
  }

  private void requireBatch(int from) {
    int end = count().orElse(Integer.MAX_VALUE);
    if (from < 0 || from > end) {
      throw new DataException(
          "batches: an epoch has batches 0 … %d but the run continues at batch %d; resume with the same data and batch size"
              .formatted(end - 1, from));
    }
  }
}
