package dev.adjoint.spark.rows;

import dev.adjoint.data.Batch;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.prepare.TablePreprocessing;
import dev.adjoint.data.table.Table;
import dev.adjoint.spark.model.RowInputs;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;

/// Some prepared samples of a partition.
///
/// @param features row by row
/// @param labels the classes; empty for numbers
/// @param numbers the standardised numbers; empty for classes
/// @param count the number of samples
public record Chunk(float[] features, long[] labels, float[] numbers, int count)
    implements Serializable {

  private static final long serialVersionUID = 1;

  /// Prepares rows.
  public static Chunk of(TablePreprocessing preprocessing, List<String> columns, List<Row> rows) {
    Table table = RowInputs.table("the rows of the DataFrame", columns, rows);
    DataSet data =
        preprocessing.dataSet(table, IntStream.range(0, rows.size()).toArray(), new ArrayList<>());
    boolean isClass = data.target().elementType() == ElementType.I64;
    return new Chunk(
        data.features().toFloatArray(),
        isClass ? data.target().toLongArray() : new long[0],
        isClass ? new float[0] : data.target().toFloatArray(),
        rows.size());
  }

  /// The samples of some chunks, one after another; at least one chunk.
  public static Chunk joined(List<Chunk> chunks) {
    int count = chunks.stream().mapToInt(Chunk::count).sum();
    int width = chunks.getFirst().features.length / chunks.getFirst().count;
    boolean isClass = chunks.getFirst().labels.length > 0;
    float[] features = new float[Math.multiplyExact(count, width)];
    long[] labels = new long[isClass ? count : 0];
    float[] numbers = new float[isClass ? 0 : count];
    int at = 0;
    for (Chunk each : chunks) {
      System.arraycopy(each.features, 0, features, at * width, each.features.length);
      System.arraycopy(each.labels, 0, labels, isClass ? at : 0, each.labels.length);
      System.arraycopy(each.numbers, 0, numbers, isClass ? 0 : at, each.numbers.length);
      at += each.count;
    }
    return new Chunk(features, labels, numbers, count);
  }

  /// The samples as batches in a random order.
  public List<Batch> batches(int size, RandomGenerator random) {
    int[] order = IntStream.range(0, count).toArray();
    for (int i = count - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    List<Batch> batches = new ArrayList<>();
    for (int from = 0; from < count; from += size) {
      batches.add(batch(batches.size(), order, from, Math.min(count, from + size)));
    }
    return batches;
  }

  /// All samples in their order.
  public DataSet dataSet() {
    Batch all = batch(0, IntStream.range(0, count).toArray(), 0, count);
    return DataSet.of(all.features(), all.target());
  }

  private Batch batch(int index, int[] order, int from, int to) {
    int width = features.length / count;
    int size = to - from;
    float[] x = new float[size * width];
    long[] classes = new long[labels.length == 0 ? 0 : size];
    float[] y = new float[labels.length == 0 ? size : 0];
    int[] rows = new int[size];
    for (int i = 0; i < size; i++) {
      int row = order[from + i];
      rows[i] = row;
      System.arraycopy(features, row * width, x, i * width, width);
      if (labels.length == 0) {
        y[i] = numbers[row];
      } else {
        classes[i] = labels[row];
      }
    }
    Tensor target =
        labels.length == 0 ? Tensor.of(y, Shape.of(size, 1)) : Tensor.of(classes, Shape.of(size));
    return new Batch(index, rows, Tensor.of(x, Shape.of(size, width)), target);
  }
}
