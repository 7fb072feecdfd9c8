package dev.adjoint.bench;

import dev.adjoint.tensor.CompiledFunction;
import dev.adjoint.tensor.CompiledStep;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// An operation to measure, recorded: alone, and with the gradients of everything that goes into
/// it.
final class Recorded {

  private static final Tensor NOTHING = Tensor.scalar(0f);

  private final List<Parameter> operands;
  private final CompiledFunction forward;
  private final CompiledStep step;

  private Recorded(Supplier<Tensor> operation, List<Parameter> operands) {
    this.operands = operands;
    forward = CompiledFunction.of(_ -> operation.get());
    step = CompiledStep.of((_, _) -> operation.get().sum());
  }

  /// @param operation computes from the values of these operands
  static Recorded of(Supplier<Tensor> operation, Parameter... operands) {
    return new Recorded(operation, List.of(operands));
  }

  /// An operand of random numbers from a normal distribution.
  static Parameter operand(int... sizes) {
    return Parameter.of(Tensor.normal(Shape.of(sizes), 0, 1, new SplittableRandom(sizes.length)));
  }

  /// The value.
  Tensor value() {
    return forward.run(NOTHING);
  }

  /// The sum of the value, and the gradients of all operands.
  Tensor gradients() {
    operands.forEach(Parameter::zeroGrad);
    return step.run(NOTHING, NOTHING);
  }
}
