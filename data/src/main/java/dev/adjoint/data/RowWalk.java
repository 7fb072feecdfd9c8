package dev.adjoint.data;

import java.util.Arrays;
import java.util.NoSuchElementException;

/// Iterates over samples that are read by their numbers.
final class RowWalk implements BatchWalk {
  private final Samples samples;
  private final int[] order;
  private final int size;
  private final LastBatch last;
  private int next;

  RowWalk(Samples samples, int[] order, int size, LastBatch last, int from) {
    this.samples = samples;
    this.order = order;
    this.size = size;
    this.last = last;
    this.next = from;
  }

  private int countOf(int index) {
    return (int) Math.min(size, order.length - (long) index * size);
  }

  @Override
  public boolean hasNext() {
    int count = countOf(next);
    return count > 0 && !last.drops(count, size, next);
  }

  @Override
  public Batch next() {
    if (!hasNext()) {
      throw new NoSuchElementException("batches: the epoch is over");
    }
    int start = next * size;
    int[] rows = Arrays.copyOfRange(order, start, start + countOf(next));
    return new Batch(next++, rows, samples.read(rows));
  }

  @Override
  public int leftOut() {
    int count = countOf(next);
    return count > 0 && last.drops(count, size, next) ? count : 0;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
