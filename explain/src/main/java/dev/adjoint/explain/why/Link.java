package dev.adjoint.explain.why;

import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Axes that belong together: an operation applied to the slices of its inputs at one index gives
/// the part of its values that depends on this index.
///
/// @param inputs for each input its axis, −1 for one that is needed whole
/// @param output the axis of all values of the operation; [#SUMMED] if the operation adds over the
///   index, so that the slices give one term of the sum
record Link(int[] inputs, int output) {

  /// The axis is summed over.
  static final int SUMMED = -1;

  boolean isSummed() {
    return output == SUMMED;
  }

  /// The inputs of which the operation needs a slice, and the others as they are.
  List<Tensor> cut(List<Tensor> whole, Slice index) {
    List<Tensor> some = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      some.add(inputs[i] < 0 ? whole.get(i) : index.along(inputs[i]).from(whole.get(i)));
    }
    return some;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Link that
        && output == that.output
        && Arrays.equals(inputs, that.inputs);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(inputs) + output;
  }

  @Override
  public String toString() {
    return "%s → %s".formatted(Arrays.toString(inputs), isSummed() ? "sum" : output);
  }
}
