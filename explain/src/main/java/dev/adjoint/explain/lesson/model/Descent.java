package dev.adjoint.explain.lesson.model;

import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Plain gradient descent on a function, run with the library's optimizer, step by step.
///
/// @param points where it was, the start first
/// @param values the function there
public record Descent(List<Tensor> points, List<Double> values) {

  public static Descent of(UnaryOperator<Tensor> f, Tensor start, double rate, int steps) {
    Parameter x = Parameter.of(start);
    Optimizer optimizer = Optimizer.of(Parameters.of(List.of(x)), new Sgd(rate));
    List<Tensor> points = new ArrayList<>(List.of(start));
    List<Double> values = new ArrayList<>(List.of(f.apply(start).item()));
    for (int step = 0; step < steps; step++) {
      optimizer.zeroGrad();
      f.apply(x.value()).backward();
      optimizer.step();
      points.add(x.value().detach());
      values.add(f.apply(x.value().detach()).item());
    }
    return new Descent(points, values);
  }

  /// Where it ended.
  public Tensor end() {
    return points.getLast();
  }

  /// The function where it ended.
  public double value() {
    return values.getLast();
  }

  /// One coordinate of all points.
  public double[] path(int coordinate) {
    return points.stream().mapToDouble(point -> point.toDoubleArray()[coordinate]).toArray();
  }
}
