package dev.adjoint.onnx.operator;

import static dev.adjoint.onnx.operator.OperatorRow.same;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// Matrix products and determinants.
final class MatrixOperators {

  static final List<OperatorRow> ROWS =
      List.of(
          same("MatMul", call -> call.tensor(0).matmul(call.tensor(1))),
          same("Gemm", MatrixOperators::gemm),
          same("Einsum", MatrixOperators::einsum),
          same("Det", MatrixOperators::determinant));

  private MatrixOperators() {}

  /// `alpha·A·B + beta·C`; a linear layer where nothing else is asked for.
  private static Tensor gemm(NodeCall call) {
    Tensor a = call.tensor(0);
    Tensor b = call.tensor(1);
    double alpha = call.real("alpha", 1);
    double beta = call.real("beta", 1);
    boolean transposeA = call.flag("transA", false);
    boolean transposeB = call.flag("transB", false);
    boolean plain = !transposeA && transposeB && alpha == 1 && beta == 1;
    if (plain && a.elementType().isFloating()) {
      if (!call.has(2)) {
        return a.linear(b);
      }
      if (call.rank(2) == 1 && call.tensor(2).shape().size(0) == b.shape().size(0)) {
        return a.linear(b, call.tensor(2));
      }
    }
    Tensor left = transposeA ? a.transpose() : a;
    Tensor product = left.matmul(transposeB ? b.transpose() : b);
    if (alpha != 1) {
      product = product.multiply(alpha);
    }
    if (!call.has(2)) {
      return product;
    }
    Tensor c = call.tensor(2);
    return product.add(beta == 1 ? c : c.multiply(beta));
  }

  private static Tensor einsum(NodeCall call) {
    Tensor[] operands = new Tensor[call.inputs()];
    Arrays.setAll(operands, call::tensor);
    return Tensor.einsum(call.text("equation", ""), operands);
  }

  /// By elimination with the largest pivot, in F64.
  private static Tensor determinant(NodeCall call) {
    call.requireUntracked(0);
    Tensor x = call.tensor(0);
    int n = x.shape().size(-1);
    int[] batch = Arrays.copyOf(x.shape().toArray(), x.shape().rank() - 2);
    double[] elements = x.to(ElementType.F64).toDoubleArray();
    double[] results = new double[Shape.of(batch).count()];
    for (int i = 0; i < results.length; i++) {
      results[i] = determinant(Arrays.copyOfRange(elements, i * n * n, (i + 1) * n * n), n);
    }
    return Tensor.of(ElementType.F64, results, Shape.of(batch)).to(x.elementType());
  }

  private static double determinant(double[] a, int n) {
    double product = 1;
    for (int k = 0; k < n; k++) {
      int pivot = k;
      for (int row = k + 1; row < n; row++) {
        if (Math.abs(a[row * n + k]) > Math.abs(a[pivot * n + k])) {
          pivot = row;
        }
      }
      if (a[pivot * n + k] == 0) {
        return 0;
      }
      if (pivot != k) {
        product = -product;
        for (int column = 0; column < n; column++) {
          double kept = a[k * n + column];
          a[k * n + column] = a[pivot * n + column];
          a[pivot * n + column] = kept;
        }
      }
      product *= a[k * n + k];
      for (int row = k + 1; row < n; row++) {
        double factor = a[row * n + k] / a[k * n + k];
        for (int column = k; column < n; column++) {
          a[row * n + column] -= factor * a[k * n + column];
        }
      }
    }
    return product;
  }
}
