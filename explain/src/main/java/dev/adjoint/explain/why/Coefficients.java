package dev.adjoint.explain.why;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Finds out whether the derivatives of an operation are elements of one of its other inputs, and
/// which ones. For example, the derivative of a product with respect to one factor is the other
/// factor.
///
/// Operations declare nothing for this: the other input is filled with the numbers 1, 2, 3, …, and
/// the derivatives then are the numbers of the elements. A second filling, with other numbers, and
/// the real one must confirm it.
final class Coefficients {

  private static final double CLOSE = 1e-9;

  /// How many derivatives are looked for among the numbers of an input before it is filled.
  private static final int LOOKED_AT = 8;

  private Coefficients() {}

  /// The derivatives of one column or row for some inputs of the operation.
  @FunctionalInterface
  interface Derivatives {
    double[] at(List<Tensor> inputs);
  }

  /// @param input which input of the operation the derivatives are elements of
  /// @param elements which elements, one for each derivative
  record Found(int input, int[] elements) {}

  /// @param inputs the inputs of the operation
  /// @param varied the input with respect to which the derivatives are taken
  /// @param derivatives the derivatives for the real inputs
  /// @param again computes the same derivatives for other inputs
  static Optional<Found> find(
      List<Tensor> inputs, int varied, double[] derivatives, Derivatives again) {
    for (int input = 0; input < inputs.size(); input++) {
      if (input != varied && holdsSome(inputs.get(input), derivatives)) {
        try {
          Optional<int[]> elements = elements(inputs, input, derivatives, again);
          if (elements.isPresent()) {
            return Optional.of(new Found(input, elements.get()));
          }
        } catch (IllegalArgumentException | IllegalStateException _) {
          // The operation refuses such inputs, so its derivatives are not copies of them.
        }
      }
    }
    return Optional.empty();
  }

  /// Whether some of the derivatives are numbers of the input; all are compared later.
  private static boolean holdsSome(Tensor x, double[] derivatives) {
    if (!x.elementType().isFloating() || derivatives.length == 0) {
      return false;
    }
    double[] numbers = x.toDoubleArray();
    int step = Math.max(1, derivatives.length / LOOKED_AT);
    for (int i = 0; i < derivatives.length; i += step) {
      double derivative = derivatives[i];
      if (Arrays.stream(numbers).noneMatch(number -> number == derivative)) {
        return false;
      }
    }
    return true;
  }

  private static Optional<int[]> elements(
      List<Tensor> inputs, int input, double[] derivatives, Derivatives again) {
    Shape shape = inputs.get(input).shape();
    double[] real = inputs.get(input).toDoubleArray();
    double[] numbers = new double[real.length];
    double[] others = new double[real.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i + 1;
      others[i] = 0.5 + Math.floorMod(i * 7919L + 13, 1009) / 1009.0;
    }
    double[] codes = again.at(with(inputs, input, numbers, shape));
    int[] elements = new int[codes.length];
    for (int i = 0; i < codes.length; i++) {
      elements[i] = (int) Math.rint(codes[i]) - 1;
      boolean isElement =
          Math.abs(codes[i] - Math.rint(codes[i])) <= CLOSE * numbers.length
              && elements[i] >= 0
              && elements[i] < real.length
              && real[elements[i]] == derivatives[i];
      if (!isElement) {
        return Optional.empty();
      }
    }
    double[] confirmed = again.at(with(inputs, input, others, shape));
    for (int i = 0; i < codes.length; i++) {
      if (Math.abs(confirmed[i] - others[elements[i]]) > CLOSE) {
        return Optional.empty();
      }
    }
    return Optional.of(elements);
  }

  private static List<Tensor> with(
      List<Tensor> inputs, int replaced, double[] numbers, Shape shape) {
    List<Tensor> other = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      other.add(
          i == replaced
              ? Tensor.of(ElementType.F64, numbers, shape)
              : DoubleStep.wide(inputs.get(i)));
    }
    return other;
  }
}
