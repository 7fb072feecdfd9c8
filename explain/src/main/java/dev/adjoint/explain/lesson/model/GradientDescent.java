package dev.adjoint.explain.lesson.model;

import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Plain gradient descent on a function, step by step, with the library's optimizer.
///
/// @param points the points of the path, the start first
/// @param values the values of the function at these points
public record GradientDescent(List<Tensor> points, List<Double> values) {

  public static GradientDescent of(UnaryOperator<Tensor> f, Tensor start, double rate, int steps) {
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
    return new GradientDescent(points, values);
  }

  /// The last point.
  public Tensor end() {
    return points.getLast();
  }

  /// The value of the function at the last point.
  public double value() {
    return values.getLast();
  }

  /// One coordinate of all points.
  public double[] path(int coordinate) {
    return points.stream().mapToDouble(point -> point.toDoubleArray()[coordinate]).toArray();
  }
}
