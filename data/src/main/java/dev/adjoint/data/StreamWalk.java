package dev.adjoint.data;

import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Iterates over a stream. To shuffle, it keeps a buffer full and draws each next sample from it.
final class StreamWalk implements BatchWalk {

  /// A sample with its position in the stream.
  private record Numbered(int row, Map<String, Tensor> fields) {}

  private final Stream<Map<String, Tensor>> stream;
  private final Iterator<Map<String, Tensor>> iterator;
  private final int size;
  private final LastBatch last;
  private final int bufferSize;
  private final Optional<RandomGenerator> random;
  private final List<Numbered> buffer = new ArrayList<>();
  private List<Numbered> ready = List.of();
  private int read;
  private int index;
  private int leftOut;
  private boolean over;

  /// @param random chooses from the buffer; empty keeps the order
  StreamWalk(
      Stream<Map<String, Tensor>> stream,
      int size,
      LastBatch last,
      int bufferSize,
      Optional<RandomGenerator> random) {
    this.stream = stream;
    this.iterator = stream.iterator();
    this.size = size;
    this.last = last;
    this.bufferSize = random.isPresent() ? bufferSize : 1;
    this.random = random;
  }

  /// Skips batches without stacking them.
  ///
  /// @return the number of batches that were skipped; fewer than requested if the stream ended
  int skip(int batches) {
    while (index < batches && hasNext()) {
      ready = List.of();
      index++;
    }
    return index;
  }

  @Override
  public boolean hasNext() {
    if (!ready.isEmpty()) {
      return true;
    }
    if (over) {
      return false;
    }
    List<Numbered> drawn = new ArrayList<>();
    while (drawn.size() < size && fill()) {
      drawn.add(draw());
    }
    if (drawn.isEmpty()) {
      close();
    } else if (last.drops(drawn.size(), size, index)) {
      leftOut = drawn.size();
      close();
    } else {
      ready = drawn;
    }
    return !ready.isEmpty();
  }

  private boolean fill() {
    while (!over && buffer.size() < bufferSize && iterator.hasNext()) {
      buffer.add(new Numbered(read++, iterator.next()));
    }
    return !buffer.isEmpty();
  }

  /// One of the buffer; the last one takes its position.
  private Numbered draw() {
    int position = random.map(generator -> generator.nextInt(buffer.size())).orElse(0);
    Numbered drawn = buffer.get(position);
    Numbered end = buffer.removeLast();
    if (position < buffer.size()) {
      buffer.set(position, end);
    }
    return drawn;
  }

  @Override
  public Batch next() {
    if (!hasNext()) {
      throw new NoSuchElementException("batches: the epoch is over");
    }
    int[] rows = ready.stream().mapToInt(Numbered::row).toArray();
    Map<String, Tensor> fields = Stacking.of(ready.stream().map(Numbered::fields).toList());
    ready = List.of();
    return new Batch(index++, rows, fields);
  }

  @Override
  public int leftOut() {
    return leftOut;
  }

  @Override
  public void close() {
    over = true;
    buffer.clear();
    stream.close();
  }
}
