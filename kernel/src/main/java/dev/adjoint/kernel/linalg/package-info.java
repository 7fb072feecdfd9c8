/// Factorisations of small dense matrices, one after another in C order.
///
/// All numbers are computed in F64 and rounded once where the views are F32, each matrix by one
/// thread, so the result depends on the matrix alone. `Matrices` has their loops. `Cholesky`, `Lu`,
/// `Triangular`, `Householder` (QR), `SymmetricEigen` and `Jacobi` (singular values) are the
/// algorithms; the records named `…Call` apply them to every matrix of a view.
///
/// A call that can fail writes a number for each matrix to a view of I64: 0 if it succeeded. The
/// operation checks that view with a `RequireWithinCall`, so a replayed recording fails as well.
@NullMarked
package dev.adjoint.kernel.linalg;

import org.jspecify.annotations.NullMarked;
