package dev.adjoint.kernel.matmul;

import dev.adjoint.kernel.View;

/// The layout of one (batched) matrix product, `c[m, n] = a[m, k] · b[k, n]`. All batch axes are
/// counted as one axis.
///
/// `aRow` is the step in elements from one row of a to the next, and so on. c is in C order, so the
/// distance between its rows is n and between its matrices m·n.
record MatrixProduct(
    View a,
    View b,
    int offset,
    int batches,
    int m,
    int k,
    int n,
    int aRow,
    int aColumn,
    int bRow,
    int bColumn) {

  /// The number of steps of k in one block. A floating-point product is one chain for each block,
  /// and the results of the blocks are added in order. So the error grows with the length of a
  /// block and the number of blocks, not with k.
  static final int BLOCK = 256;

  /// The length of the equal stretches that k is cut into. It is all of k if k is at most `most`
  /// steps or one block. Otherwise it is the largest whole number of blocks that fits into `most`,
  /// but at least one block.
  static int stretch(int k, int most) {
    int longest = Math.max(most / BLOCK, 1) * BLOCK;
    int even = Math.ceilDiv(k, Math.ceilDiv(k, longest));
    return k <= Math.max(most, BLOCK) ? k : Math.ceilDiv(even, BLOCK) * BLOCK;
  }

  static MatrixProduct of(View a, View b, View c) {
    int rank = c.sizes().length;
    int batches = 1;
    for (int axis = 0; axis < rank - 2; axis++) {
      batches *= c.sizes()[axis];
    }
    return new MatrixProduct(
        a,
        b,
        c.offset(),
        batches,
        c.sizes()[rank - 2],
        a.sizes()[rank - 1],
        c.sizes()[rank - 1],
        a.strides()[rank - 2],
        a.strides()[rank - 1],
        b.strides()[rank - 2],
        b.strides()[rank - 1]);
  }

  /// The same product with fewer, larger matrices where the layout allows it. A batch of a that is
  /// multiplied by a single b becomes one taller a. A single column of c becomes a single row of
  /// the transposed product.
  MatrixProduct simplified() {
    MatrixProduct p = this;
    if (batches > 1 && sameForAllBatches(b) && evenRows(a)) {
      p = new MatrixProduct(a, b, offset, 1, batches * m, k, n, rowStep(a), aColumn, bRow, bColumn);
    }
    return p.n == 1 && p.m > 1 ? p.transposed() : p;
  }

  /// The product `cᵀ = bᵀ · aᵀ`.
  MatrixProduct transposed() {
    return new MatrixProduct(b, a, offset, batches, n, k, m, bColumn, bRow, aColumn, aRow);
  }

  private static boolean sameForAllBatches(View view) {
    for (int axis = 0; axis < view.sizes().length - 2; axis++) {
      if (view.sizes()[axis] != 1 && view.strides()[axis] != 0) {
        return false;
      }
    }
    return true;
  }

  /// Whether the distance between neighbouring rows is the same for all rows of all matrices.
  private static boolean evenRows(View view) {
    int step = rowStep(view);
    int expected = step;
    for (int axis = view.sizes().length - 2; axis >= 0; axis--) {
      if (view.sizes()[axis] != 1) {
        if (view.strides()[axis] != expected) {
          return false;
        }
        expected *= view.sizes()[axis];
      }
    }
    return true;
  }

  /// The step of the innermost axis before the columns that has more than one element.
  private static int rowStep(View view) {
    for (int axis = view.sizes().length - 2; axis >= 0; axis--) {
      if (view.sizes()[axis] != 1) {
        return view.strides()[axis];
      }
    }
    return 0;
  }

  /// The offset of matrix number `batch` of a.
  int aOffset(int batch) {
    return offset(a, batch);
  }

  /// The offset of matrix number `batch` of b.
  int bOffset(int batch) {
    return offset(b, batch);
  }

  /// The offset of matrix number `batch` of c.
  int cOffset(int batch) {
    return offset + batch * m * n;
  }

  private static int offset(View view, int batch) {
    int offset = view.offset();
    int rest = batch;
    for (int axis = view.sizes().length - 3; axis >= 0; axis--) {
      offset += rest % view.sizes()[axis] * view.strides()[axis];
      rest /= view.sizes()[axis];
    }
    return offset;
  }
}
