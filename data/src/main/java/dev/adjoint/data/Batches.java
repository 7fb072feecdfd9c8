package dev.adjoint.data;

import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;

/// Cuts a data set into batches, in a new random order for each epoch.
///
/// The order is a function of the seed and the epoch alone, so a run that stopped after batch b of
/// epoch e goes on with `epoch(e, b + 1)` and sees exactly what the unbroken run would have seen.
/// The last batch holds what is left and may be smaller: 2,000 samples in batches of 64 are 32
/// batches, the last of 16.
public final class Batches {
  private final DataSet data;
  private final int size;
  private final long seed;
  private final boolean shuffled;

  private Batches(DataSet data, int size, long seed, boolean shuffled) {
    if (size < 1) {
      throw new DataException(
          "batches: a batch holds at least 1 sample but its size is %d; choose 1 or more"
              .formatted(size));
    }
    if (data.count() == 0) {
      throw new DataException("batches: the data set has no samples; supply at least one");
    }
    this.data = data;
    this.size = size;
    this.seed = seed;
    this.shuffled = shuffled;
  }

  /// Batches in random order, for training.
  ///
  /// @param data the samples
  /// @param size samples in a batch, at least 1
  /// @param seed the run's seed
  /// @return the batches
  /// @throws DataException when the size is below 1 or there are no samples
  public static Batches shuffled(DataSet data, int size, long seed) {
    return new Batches(data, size, seed, true);
  }

  /// Batches in the order of the data set, for evaluation.
  ///
  /// @param data the samples
  /// @param size samples in a batch, at least 1
  /// @return the batches
  /// @throws DataException when the size is below 1 or there are no samples
  public static Batches inOrder(DataSet data, int size) {
    return new Batches(data, size, 0, false);
  }

  /// The samples that are cut into batches.
  ///
  /// @return the data set
  public DataSet data() {
    return data;
  }

  /// Samples in a full batch.
  ///
  /// @return the size
  public int size() {
    return size;
  }

  /// Batches in an epoch, the last small one included.
  ///
  /// @return the samples divided by the size, rounded up
  public int count() {
    return Math.ceilDiv(data.count(), size);
  }

  /// The order of the samples in an epoch.
  ///
  /// @param epoch the epoch, from 0
  /// @return a permutation of the samples' indices
  public int[] order(int epoch) {
    return shuffled
        ? Rows.shuffled(data.count(), RandomStream.of(seed, "shuffle", epoch))
        : IntStream.range(0, data.count()).toArray();
  }

  /// All batches of an epoch.
  ///
  /// @param epoch the epoch, from 0
  /// @return the batches, made while they are walked
  public Iterable<Batch> epoch(int epoch) {
    return epoch(epoch, 0);
  }

  /// The batches of an epoch from one on.
  ///
  /// @param epoch the epoch, from 0
  /// @param from index of the first batch, in [0, count]
  /// @return the batches, made while they are walked
  public Iterable<Batch> epoch(int epoch, int from) {
    if (from < 0 || from > count()) {
      throw new DataException(
          "batches: an epoch has batches 0 … %d but batch %d is asked for; resume with the same data and batch size"
              .formatted(count() - 1, from));
    }
    int[] order = order(epoch);
    return () -> new Walk(order, from);
  }

  private final class Walk implements Iterator<Batch> {
    private final int[] order;
    private int next;

    Walk(int[] order, int from) {
      this.order = order;
      this.next = from;
    }

    @Override
    public boolean hasNext() {
      return next < count();
    }

    @Override
    public Batch next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the epoch has " + count() + " batches");
      }
      int start = next * size;
      int[] rows = Arrays.copyOfRange(order, start, Math.min(start + size, order.length));
      Tensor index = Tensor.of(rows);
      return new Batch(
          next++, rows, data.features().indexSelect(0, index), data.target().indexSelect(0, index));
    }
  }
}
