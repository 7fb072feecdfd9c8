package dev.adjoint.kernel.matmul;

import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.strided.LeadingAxes;

/// One F64 matrix within a view: element (r, c) is at `offset + r·row + c·column`.
public record DoubleMatrix(double[] array, int offset, int row, int column) {

  /// The matrix of the last two axes, the n-th in C order of the others.
  public static DoubleMatrix of(View view, int n) {
    int rank = view.sizes().length;
    return new DoubleMatrix(
        ((Doubles) view.storage()).array(),
        LeadingAxes.offset(view, rank - 2, n),
        view.strides()[rank - 2],
        view.strides()[rank - 1]);
  }

  public double at(int r, int c) {
    return array[offset + r * row + c * column];
  }

  public void set(int r, int c, double x) {
    array[offset + r * row + c * column] = x;
  }

  /// The index of the first element of a row.
  int start(int r) {
    return offset + r * row;
  }
}
