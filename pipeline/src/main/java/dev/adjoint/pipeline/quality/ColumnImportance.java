package dev.adjoint.pipeline.quality;

import dev.adjoint.data.DataSet;
import dev.adjoint.data.RandomStream;
import dev.adjoint.data.prepare.Feature;
import dev.adjoint.data.prepare.TablePreprocessing;
import dev.adjoint.data.text.TextTablePreprocessing;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.loss.Loss;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.train.Evaluation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// How much worse the answers get when a column says nothing any more: the rise of the loss on
/// held-out samples whose values of the column are exchanged at random (permutation importance,
/// Breiman 2001).
///
/// Columns that say the same share their importance: exchanging one of them alone changes little.
///
/// @param column the name of the column
/// @param rise the mean rise of the loss over the repetitions
/// @param deviation the standard deviation of the rise over the repetitions
public record ColumnImportance(String column, double rise, double deviation) {

  /// More samples than this are not needed for a mean loss.
  private static final int MOST_SAMPLES = 2000;

  private static final int REPETITIONS = 5;

  /// The importance of all columns, the largest first.
  ///
  /// @param held samples that the network did not train on
  /// @param seed of the exchanges
  public static List<ColumnImportance> of(
      Layer network, Loss loss, TablePreprocessing table, DataSet held, long seed) {
    return of(network, loss, widths(table), held, seed);
  }

  /// The same for columns beside a text, which counts as one column.
  public static List<ColumnImportance> of(
      Layer network, Loss loss, TextTablePreprocessing both, DataSet held, long seed) {
    Map<String, Integer> widths = widths(both.table());
    widths.put(String.join(", ", both.text().columns()), both.text().length());
    return of(network, loss, widths, held, seed);
  }

  private static Map<String, Integer> widths(TablePreprocessing table) {
    Map<String, Integer> widths = new LinkedHashMap<>();
    for (Feature feature : table.features()) {
      widths.put(feature.column(), feature.names().size());
    }
    return widths;
  }

  private static List<ColumnImportance> of(
      Layer network, Loss loss, Map<String, Integer> widths, DataSet held, long seed) {
    int count = Math.min(held.count(), MOST_SAMPLES);
    Tensor inputs = held.features().slice(0, 0, count);
    Tensor target = held.target().slice(0, 0, count);
    double before = loss(network, loss, inputs, target);
    float[] numbers = inputs.toFloatArray();
    int width = numbers.length / count;
    List<ColumnImportance> found = new ArrayList<>();
    int offset = 0;
    for (Map.Entry<String, Integer> column : widths.entrySet()) {
      int inputsOfColumn = column.getValue();
      RandomGenerator random = RandomStream.of(seed, "importance of " + column.getKey());
      double[] rises = new double[REPETITIONS];
      for (int i = 0; i < REPETITIONS; i++) {
        float[] exchanged = exchanged(numbers, width, offset, inputsOfColumn, random);
        rises[i] = loss(network, loss, Tensor.of(exchanged, inputs.shape()), target) - before;
      }
      found.add(of(column.getKey(), rises));
      offset += inputsOfColumn;
    }
    found.sort(Comparator.comparingDouble(ColumnImportance::rise).reversed());
    return found;
  }

  private static ColumnImportance of(String column, double[] rises) {
    double mean = 0;
    for (double rise : rises) {
      mean += rise / rises.length;
    }
    double squares = 0;
    for (double rise : rises) {
      squares += (rise - mean) * (rise - mean);
    }
    return new ColumnImportance(column, mean, Math.sqrt(squares / (rises.length - 1)));
  }

  private static double loss(Layer network, Loss loss, Tensor inputs, Tensor target) {
    Tensor outputs = Evaluation.outputs(network, inputs);
    return Tensor.noGrad(() -> loss.of(outputs, target)).item();
  }

  private static float[] exchanged(
      float[] numbers, int width, int offset, int count, RandomGenerator random) {
    float[] result = numbers.clone();
    int rows = numbers.length / width;
    long[] order = Tensor.permutation(rows, random).toLongArray();
    for (int row = 0; row < rows; row++) {
      System.arraycopy(
          numbers, (int) order[row] * width + offset, result, row * width + offset, count);
    }
    return result;
  }
}
