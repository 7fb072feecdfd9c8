package dev.adjoint.spark.rows;

import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Named tensors of F32 as values that can be sent.
///
/// @param names of the tensors, in order
/// @param sizes the shape of each
/// @param values the elements of each
public record TensorValues(List<String> names, int[][] sizes, float[][] values)
    implements Serializable {

  private static final long serialVersionUID = 1;

  /// The name under which optimizers remember how many steps they have taken.
  private static final String STEP = "step";

  /// No tensors.
  public static final TensorValues NONE = new TensorValues(List.of(), new int[0][], new float[0][]);

  /// Copies the names into a list that can be sent.
  public TensorValues {
    names = new ArrayList<>(names);
  }

  /// The elements of tensors.
  public static TensorValues of(Map<String, Tensor> tensors) {
    int count = tensors.size();
    List<Tensor> all = List.copyOf(tensors.values());
    int[][] sizes = new int[count][];
    float[][] values = new float[count][];
    for (int i = 0; i < count; i++) {
      Shape shape = all.get(i).shape();
      sizes[i] = IntStream.range(0, shape.rank()).map(shape::size).toArray();
      values[i] = all.get(i).toFloatArray();
    }
    return new TensorValues(List.copyOf(tensors.keySet()), sizes, values);
  }

  /// The tensors, with the element types of others of the same names where these are known.
  public Map<String, Tensor> tensors(Map<String, Tensor> like) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      Tensor tensor = Tensor.of(values[i], Shape.of(sizes[i]));
      Tensor other = like.get(names.get(i));
      all.put(names.get(i), other == null ? tensor : tensor.to(other.elementType()));
    }
    return all;
  }

  /// The number of bytes of the elements.
  public long bytes() {
    long sum = 0;
    for (float[] each : values) {
      sum += (long) each.length * Float.BYTES;
    }
    return sum;
  }

  /// The weighted mean, added in the order of the list in doubles and rounded once.
  ///
  /// @param weights one for each, with the sum 1
  public static TensorValues mean(List<TensorValues> all, double[] weights) {
    TensorValues first = all.getFirst();
    float[][] values = new float[first.values.length][];
    for (int t = 0; t < values.length; t++) {
      values[t] = new float[first.values[t].length];
      for (int i = 0; i < values[t].length; i++) {
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
          sum += weights[k] * all.get(k).values[t][i];
        }
        values[t][i] = (float) sum;
      }
    }
    return new TensorValues(first.names, first.sizes, values);
  }

  /// The weighted mean of what optimizers remember. A worker whose pass ended earlier has taken
  /// fewer steps; the mean of their counts is rounded, because a count is a whole number.
  ///
  /// @param weights one for each, with the sum 1
  public static TensorValues meanOfStates(List<TensorValues> all, double[] weights) {
    TensorValues mean = mean(all, weights);
    for (int t = 0; t < mean.values.length; t++) {
      String name = mean.names.get(t);
      if (name.substring(name.lastIndexOf('/') + 1).equals(STEP)) {
        mean.values[t][0] = (float) Math.rint(mean.values[t][0]);
      }
    }
    return mean;
  }
}
