package dev.adjoint.train;

import java.util.ArrayList;
import java.util.List;

/// The figures of one batch of a step.
///
/// @param loss the mean loss
/// @param weight what it counts in the mean loss of the step
/// @param count the number of samples
/// @param states the state of each metric
record BatchResult(double loss, double weight, int count, List<double[]> states) {

  /// All of them as numbers, to be sent to other processes.
  double[] numbers() {
    List<double[]> lines = new ArrayList<>(states);
    lines.add(new double[] {loss, weight, count});
    return Packed.of(lines);
  }

  /// The result with these [#numbers].
  static BatchResult of(double[] numbers, int metrics) {
    List<double[]> lines = Packed.lines(numbers);
    double[] figures = lines.get(metrics);
    return new BatchResult(figures[0], figures[1], (int) figures[2], lines.subList(0, metrics));
  }
}
