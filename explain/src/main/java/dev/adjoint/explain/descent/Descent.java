package dev.adjoint.explain.descent;

import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.UpdateRule;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The path of an update rule down a function, in F64.
///
/// @param label the name that distinguishes it from other descents, such as `sgd, rate 0.1`
/// @param steps the start and the point after each step, up to the first that is not finite
public record Descent(String label, List<Step> steps) {

  /// The usual functions have no limit of their domain beyond this.
  private static final double FAR = 1e10;

  /// A point on the path.
  ///
  /// @param number 0 at the start
  /// @param gradient of the function at the point
  public record Step(long number, double[] point, double value, double[] gradient) {

    /// Whether the value and every coordinate are finite.
    public boolean isFinite() {
      boolean finite = Double.isFinite(value);
      for (double coordinate : point) {
        finite &= Double.isFinite(coordinate);
      }
      return finite;
    }
  }

  /// Runs the descent from a start.
  public static Descent of(
      String label, Formula function, double[] start, UpdateRule rule, long count) {
    List<Parameter> coordinates = new ArrayList<>();
    for (double coordinate : start) {
      coordinates.add(Parameter.of(Tensor.scalar(ElementType.F64, coordinate)));
    }
    Optimizer optimizer = Optimizer.of(Parameters.of(coordinates), rule);
    List<Step> steps = new ArrayList<>();
    for (long number = 0; number <= count; number++) {
      optimizer.zeroGrad();
      Tensor value = function.at(coordinates.stream().map(Parameter::value).toList());
      if (value.isTracked()) {
        value.backward();
      }
      Step step =
          new Step(
              number,
              coordinates.stream().mapToDouble(c -> c.value().item()).toArray(),
              value.item(),
              coordinates.stream().mapToDouble(c -> c.gradient().item()).toArray());
      steps.add(step);
      if (!step.isFinite()) {
        break;
      }
      optimizer.step();
    }
    return new Descent(label, steps);
  }

  /// The last point.
  public Step last() {
    return steps.getLast();
  }

  /// The step at which the path left the domain of the function: the value there is not a number,
  /// although the point is not far away. Very far away, `∞ − ∞` is also not a number; in that case
  /// the path diverges.
  public Optional<Step> leftDomain() {
    Step last = last();
    boolean isNear = Arrays.stream(last.point()).allMatch(x -> Math.abs(x) < FAR);
    return isNear && Double.isNaN(last.value()) ? Optional.of(last) : Optional.empty();
  }

  /// Whether the path diverged until a number was no longer finite.
  public boolean diverged() {
    return !last().isFinite();
  }
}
