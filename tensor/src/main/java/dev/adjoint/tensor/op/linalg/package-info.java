/// Linear algebra: one operation for each factorisation or system, with its derivative written in
/// tensor operations, so that second derivatives exist.
///
/// [Squares] checks shapes and broadcasts batches; [MatrixReports] turns what a kernel reports into
/// an exception. The public methods are in [dev.adjoint.tensor.Linalg].
@NullMarked
package dev.adjoint.tensor.op.linalg;

import org.jspecify.annotations.NullMarked;
