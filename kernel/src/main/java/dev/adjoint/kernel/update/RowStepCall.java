package dev.adjoint.kernel.update;

import dev.adjoint.kernel.View;

/// A step of an optimizer for some rows of a table: applies a program to every element of them. The
/// cost is that of these rows.
///
/// @param value the table, rows of `width` elements
/// @param index I64, which rows; each row at most once
/// @param gradients the gradient of each of these rows, in the order of the index
/// @param memories tables of the same shape, one for each memory of the program
/// @param numbers the numbers of the step, each rounded once to the element type
public record RowStepCall(
    UpdateProgram program,
    View value,
    View index,
    View gradients,
    View[] memories,
    int width,
    double[] numbers)
    implements UpdateCall {
  @Override
  public void scalar() {
    RowUpdate.update(this);
  }
}
