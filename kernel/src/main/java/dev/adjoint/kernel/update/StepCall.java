package dev.adjoint.kernel.update;

import dev.adjoint.kernel.View;

/// A step of an optimizer: applies a program to every element.
///
/// @param memories for each memory of the program, one array for each of the values
/// @param numbers the numbers of the step, each rounded once to the element type
public record StepCall(
    UpdateProgram program, View[] values, View[] gradients, View[][] memories, double[] numbers)
    implements UpdateCall {
  @Override
  public void scalar() {
    ScalarUpdate.update(program, values, gradients, memories, numbers);
  }

  @Override
  public void vector() {
    if (UpdateCall.allFloats(values)) {
      VectorUpdate.update(program, values, gradients, memories, numbers);
    } else {
      scalar();
    }
  }
}
