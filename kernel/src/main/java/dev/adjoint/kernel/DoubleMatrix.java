package dev.adjoint.kernel;

import dev.adjoint.kernel.Storage.Doubles;

/// One F64 matrix within a view: element (r, c) lies at `offset + r·row + c·column`.
record DoubleMatrix(double[] array, int offset, int row, int column) {

  /// The matrix of the last two axes, the n-th in C order of the others.
  static DoubleMatrix of(View view, int n) {
    int rank = view.sizes().length;
    return new DoubleMatrix(
        ((Doubles) view.storage()).array(),
        Batch.offset(view, rank - 2, n),
        view.strides()[rank - 2],
        view.strides()[rank - 1]);
  }

  double at(int r, int c) {
    return array[offset + r * row + c * column];
  }

  void set(int r, int c, double x) {
    array[offset + r * row + c * column] = x;
  }

  /// The index of the first element of a row.
  int start(int r) {
    return offset + r * row;
  }
}
