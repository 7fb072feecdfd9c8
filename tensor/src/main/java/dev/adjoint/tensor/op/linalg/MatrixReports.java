package dev.adjoint.tensor.op.linalg;

import dev.adjoint.kernel.index.RequireWithinCall;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.IndexException;
import dev.adjoint.tensor.LinalgException;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.autograd.ThreadContext;
import dev.adjoint.tensor.internal.TensorMemory;

/// What a kernel reports for each matrix: 0 if it succeeded.
final class MatrixReports {

  private MatrixReports() {}

  /// A new vector for the reports of so many matrices.
  static Tensor reports(int batch) {
    return TensorMemory.allocate(ElementType.I64, Shape.of(batch));
  }

  /// Throws for the first report above 0, now and when a recorded step runs again; the message
  /// names the layer that is running now.
  static void check(String operation, Tensor reports, IndexException.Detail detail) {
    ThreadContext context = ThreadContext.current();
    String path = context.path();
    Object layer = context.layer();
    new RequireWithinCall(
            TensorMemory.view(reports),
            1,
            (value, matrix) ->
                new LinalgException(
                    ThreadContext.located(
                        operation + ": " + detail.of(value, matrix), path, layer)))
        .run();
  }

  /// `the matrix`, or `matrix 3 of the batch`.
  static String which(int batch, int matrix) {
    return batch == 1 ? "the matrix" : "matrix %d of the batch".formatted(matrix);
  }
}
