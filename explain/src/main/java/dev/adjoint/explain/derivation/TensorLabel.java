package dev.adjoint.explain.derivation;

import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Tensors in one line: a single number as it is, a few numbers as `[0.58, 1.06]` or `[[1, 2], [3,
/// 4]]`, and larger tensors as their shape only.
public final class TensorLabel {

  private static final int MOST = 6;

  private TensorLabel() {}

  /// The label with numbers of up to `digits` significant digits.
  public static String of(Tensor tensor, int digits) {
    int count = tensor.shape().count();
    if (count > MOST || tensor.shape().rank() > 2) {
      return tensor.shape().toString();
    }
    double[] numbers = tensor.toDoubleArray();
    if (tensor.shape().rank() == 0) {
      return NumberText.of(numbers[0], digits);
    }
    if (tensor.shape().rank() == 1) {
      return row(numbers, digits);
    }
    int columns = tensor.shape().size(1);
    return IntStream.range(0, tensor.shape().size(0))
        .mapToObj(r -> row(Arrays.copyOfRange(numbers, r * columns, (r + 1) * columns), digits))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String row(double[] numbers, int digits) {
    return Arrays.stream(numbers)
        .mapToObj(number -> NumberText.of(number, digits))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
