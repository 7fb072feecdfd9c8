package dev.adjoint.bench;

import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.RecordedFunction;
import dev.adjoint.tensor.RecordedStep;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/// An operation to measure, recorded: alone, and with the gradients of everything that goes into
/// it.
final class Recorded {

  private static final Tensor NOTHING = Tensor.scalar(0f);

  private final Parameter x;
  private final List<Parameter> weights;
  private final RecordedFunction forward;
  private final RecordedStep step;

  private Recorded(UnaryOperator<Tensor> operation, Parameter x, List<Parameter> weights) {
    this.x = x;
    this.weights = weights;
    forward = RecordedFunction.of(operation);
    step = RecordedStep.of((_, _) -> operation.apply(x.value()).sum());
  }

  /// @param operation of the value of x; it may use those of the weights
  static Recorded of(UnaryOperator<Tensor> operation, Parameter x, Parameter... weights) {
    return new Recorded(operation, x, List.of(weights));
  }

  /// Stands where the real one is not known yet.
  static Recorded none() {
    return of(x -> x, operand(1));
  }

  /// An operand of random numbers from a normal distribution.
  static Parameter operand(int... sizes) {
    return Parameter.of(Tensor.normal(Shape.of(sizes), 0, 1, new SplittableRandom(sizes.length)));
  }

  /// The value.
  Tensor value() {
    return forward.run(x.value());
  }

  /// The sum of the value; the gradients of x and the weights are left in them.
  Tensor gradients() {
    x.zeroGrad();
    weights.forEach(Parameter::zeroGrad);
    return step.run(NOTHING, NOTHING);
  }
}
