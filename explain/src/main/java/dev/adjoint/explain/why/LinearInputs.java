package dev.adjoint.explain.why;

import dev.adjoint.explain.trace.OneOperation;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the inputs of an operation in which one of its results is a sum of products: the smallest
/// set S of inputs such that the result is `Σ (∂y/∂x[e]) · x[e]` over the elements of S, and such
/// that the result doubles when all of S is doubled. For a product `a · b` that is a alone, for `x
/// · Wᵀ + b` it is x with b, for attention it is the values.
final class LinearInputs {

  private static final double CLOSE = 1e-9;
  private static final double ROUNDING = 1e-4;
  private static final int MOST_INPUTS = 4;

  private LinearInputs() {}

  /// The inputs, or empty if the result is no such sum.
  ///
  /// @param row the derivatives of the result
  /// @param output which result of the operation
  /// @param flat which element of it
  /// @param stored the element
  static Optional<List<Integer>> find(
      OneOperation operation,
      List<Tensor> inputs,
      List<Optional<Tensor>> row,
      int output,
      int flat,
      double stored) {
    if (inputs.size() > MOST_INPUTS) {
      return Optional.empty();
    }
    List<List<Integer>> sets = sets(inputs.size());
    for (List<Integer> set : sets) {
      if (set.stream().allMatch(i -> row.get(i).isPresent())
          && isSum(inputs, row, set, stored)
          && doubles(operation, inputs, set, output, flat)) {
        return Optional.of(set);
      }
    }
    return Optional.empty();
  }

  /// All sets of inputs that are not empty, small ones first.
  private static List<List<Integer>> sets(int inputs) {
    List<List<Integer>> sets = new ArrayList<>();
    for (int size = 1; size <= inputs; size++) {
      for (int bits = 1; bits < 1 << inputs; bits++) {
        if (Integer.bitCount(bits) == size) {
          List<Integer> set = new ArrayList<>();
          for (int i = 0; i < inputs; i++) {
            if ((bits >> i & 1) == 1) {
              set.add(i);
            }
          }
          sets.add(set);
        }
      }
    }
    return sets;
  }

  private static boolean isSum(
      List<Tensor> inputs, List<Optional<Tensor>> row, List<Integer> set, double stored) {
    double sum = 0;
    double size = Math.abs(stored);
    for (int input : set) {
      double[] x = inputs.get(input).toDoubleArray();
      double[] derivatives = row.get(input).orElseThrow().toDoubleArray();
      for (int i = 0; i < x.length; i++) {
        if (derivatives[i] != 0) {
          sum += x[i] * derivatives[i];
          size += Math.abs(x[i] * derivatives[i]);
        }
      }
    }
    return Math.abs(sum - stored) <= ROUNDING * size;
  }

  private static boolean doubles(
      OneOperation operation, List<Tensor> inputs, List<Integer> set, int output, int flat) {
    try {
      double once = value(operation, inputs, List.of(), output, flat);
      double twice = value(operation, inputs, set, output, flat);
      double scale = Math.max(Math.abs(once), sizeOf(inputs, set) * CLOSE);
      return Math.abs(twice - 2 * once) <= CLOSE * Math.max(scale, 1e-30);
    } catch (IllegalArgumentException | IllegalStateException _) {
      return false;
    }
  }

  private static double sizeOf(List<Tensor> inputs, List<Integer> set) {
    double largest = 0;
    for (int input : set) {
      for (double number : inputs.get(input).toDoubleArray()) {
        largest = Math.max(largest, Math.abs(number));
      }
    }
    return largest;
  }

  private static double value(
      OneOperation operation, List<Tensor> inputs, List<Integer> doubled, int output, int flat) {
    Tensor[] wide = new Tensor[inputs.size()];
    for (int i = 0; i < wide.length; i++) {
      Tensor x = DoubleStep.wide(inputs.get(i));
      wide[i] = doubled.contains(i) ? x.multiply(2) : x;
    }
    Tensor result = operation.values(wide)[output];
    return result.toDoubleArray()[flat];
  }
}
