package dev.adjoint.tensor.op.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Gradients;
import dev.adjoint.tensor.Linalg;
import dev.adjoint.tensor.LinalgException;
import dev.adjoint.tensor.MatrixFunctions;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.ShapeException;
import dev.adjoint.tensor.Tensor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinalgTest {

  private static Tensor drawn(int... sizes) {
    Shape shape = Shape.of(sizes);
    return Tensor.normal(ElementType.F64, shape, 0, 1, new SplittableRandom(shape.hashCode()));
  }

  private static double largest(Tensor x) {
    return x.abs().max().item();
  }

  private static Tensor eye(int n) {
    return Tensor.eye(ElementType.F64, n, n);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "60, 60", "80, 20", "20, 80", "3, 1", "1, 3", "150, 149"})
  void factorsGiveTheMatrixAgain(int m, int n) {
    Tensor a = drawn(m, n);
    Linalg.Qr qr = Linalg.qr(a);
    Linalg.Svd svd = Linalg.svd(a);
    int k = Math.min(m, n);
    assertThat(largest(qr.q().matmul(qr.r()).subtract(a))).isLessThan(1e-13);
    assertThat(largest(qr.q().transpose().matmul(qr.q()).subtract(eye(k)))).isLessThan(1e-13);
    assertThat(largest(qr.r().tril(-1))).isZero();
    Tensor product = svd.u().multiply(svd.s()).matmul(svd.vh());
    assertThat(largest(product.subtract(a))).isLessThan(5e-13);
    assertThat(largest(svd.u().transpose().matmul(svd.u()).subtract(eye(k)))).isLessThan(5e-13);
    assertThat(largest(svd.vh().matmul(svd.vh().transpose()).subtract(eye(k)))).isLessThan(1e-13);
    assertThat(svd.s().toDoubleArray()).isSortedAccordingTo((x, y) -> Double.compare(y, x));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 50, 120})
  void eigenvectorsAreOrthonormalAndGiveTheMatrixAgain(int n) {
    Tensor a = drawn(n, n);
    Tensor symmetric = a.add(a.transpose());
    Linalg.Eigh eigh = Linalg.eigh(symmetric);
    Tensor v = eigh.eigenvectors();
    Tensor product = v.multiply(eigh.eigenvalues()).matmul(v.transpose());
    assertThat(largest(product.subtract(symmetric))).isLessThan(1e-12);
    assertThat(largest(v.transpose().matmul(v).subtract(eye(n)))).isLessThan(1e-13);
    assertThat(eigh.eigenvalues().toDoubleArray()).isSorted();
  }

  @Test
  void repeatedEigenvaluesAndRankDeficientMatricesHaveOrthonormalVectors() {
    Linalg.Eigh eigh = Linalg.eigh(eye(4).multiply(3));
    assertThat(eigh.eigenvalues().toDoubleArray()).containsExactly(3, 3, 3, 3);
    Tensor rankOne = drawn(5, 1).matmul(drawn(1, 4));
    for (Tensor a : new Tensor[] {rankOne, Tensor.zeros(ElementType.F64, 5, 4)}) {
      Linalg.Svd svd = Linalg.svd(a);
      assertThat(largest(svd.u().transpose().matmul(svd.u()).subtract(eye(4)))).isLessThan(1e-13);
      assertThat(largest(svd.vh().matmul(svd.vh().transpose()).subtract(eye(4)))).isLessThan(1e-13);
    }
    assertThat(MatrixFunctions.matrixRank(rankOne).itemLong()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-150, 1, 1e150, 1e300})
  void theScaleOfAMatrixChangesNoDigit(double factor) {
    Tensor a = drawn(6, 6);
    Tensor symmetric = a.add(a.transpose());
    double[] plain = Linalg.svdvals(a).toDoubleArray();
    double[] scaled = Linalg.svdvals(a.multiply(factor)).toDoubleArray();
    double[] values = Linalg.eigvalsh(symmetric).toDoubleArray();
    double[] scaledValues = Linalg.eigvalsh(symmetric.multiply(factor)).toDoubleArray();
    for (int i = 0; i < 6; i++) {
      assertThat(scaled[i] / factor).isCloseTo(plain[i], within(1e-14 * plain[0]));
      assertThat(scaledValues[i] / factor).isCloseTo(values[i], within(1e-14 * plain[0]));
    }
  }

  @Test
  void smallSingularValuesKeepTheirDigits() {
    Tensor rotation = Linalg.qr(drawn(3, 3)).q();
    Tensor a = rotation.multiply(Tensor.of(ElementType.F64, 1, 1e-8, 1e-16));
    double[] s = Linalg.svdvals(a).toDoubleArray();
    assertThat(s[1]).isCloseTo(1e-8, within(1e-22));
    assertThat(s[2]).isCloseTo(1e-16, within(1e-30));
  }

  @Test
  void bitsDoNotDependOnTheBatch() {
    Tensor a = drawn(7, 9, 9);
    Tensor all = Linalg.inv(a);
    for (int i = 0; i < 7; i++) {
      assertThat(all.select(0, i).toDoubleArray())
          .isEqualTo(Linalg.inv(a.select(0, i)).toDoubleArray());
    }
  }

  @Test
  void theDeterminantOfASingularMatrixHasAGradient() {
    Tensor a = Tensor.of(ElementType.F64, new double[][] {{1, 2}, {2, 4}}).requiresGrad();
    Tensor gradient = Gradients.of(Linalg.det(a), a)[0];
    Tensor cofactors = Tensor.of(ElementType.F64, new double[][] {{4, -2}, {-2, 1}});
    assertThat(largest(gradient.subtract(cofactors))).isLessThan(1e-14);
    assertThat(Linalg.det(Tensor.zeros(ElementType.F64, 0, 0)).item()).isEqualTo(1);
  }

  @Test
  void logarithmsOfDeterminantsKeepWhatTheDeterminantLoses() {
    Tensor a = eye(400).multiply(1e-3);
    assertThat(Linalg.det(a).item()).isZero();
    assertThat(Linalg.logdet(a).item()).isCloseTo(400 * Math.log(1e-3), within(1e-9));
    Tensor swapped = Tensor.of(ElementType.F64, new double[][] {{0, 1}, {1, 0}});
    assertThat(Linalg.logdet(swapped).item()).isNaN();
    assertThat(Linalg.slogdet(swapped).sign().item()).isEqualTo(-1);
    assertThat(Linalg.slogdet(Tensor.zeros(ElementType.F64, 2, 2)).logAbsDet().item())
        .isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void singlePrecisionIsRoundedOnce() {
    Tensor a = drawn(40, 40).to(ElementType.F32);
    Tensor exact = Linalg.inv(a.to(ElementType.F64));
    assertThat(Linalg.inv(a).toFloatArray()).isEqualTo(exact.to(ElementType.F32).toFloatArray());
  }

  @Test
  void leastSquaresAndPseudoInverseAgree() {
    for (int[] size : new int[][] {{9, 4}, {4, 9}}) {
      Tensor a = drawn(size);
      Tensor b = drawn(size[0], 3);
      Tensor byInverse = Linalg.pinv(a).matmul(b);
      assertThat(largest(Linalg.lstsq(a, b).subtract(byInverse))).isLessThan(1e-13);
    }
  }

  @Test
  void theExponentialOfARotationIsARotation() {
    Tensor quarter = Tensor.of(ElementType.F64, new double[][] {{0, -1}, {1, 0}});
    for (double angle : new double[] {1e-6, 1, 30}) {
      double[] e = MatrixFunctions.matrixExp(quarter.multiply(angle)).toDoubleArray();
      assertThat(e[0]).isCloseTo(Math.cos(angle), within(1e-14));
      assertThat(e[2]).isCloseTo(Math.sin(angle), within(1e-14));
    }
  }

  @Test
  void chainsAreMultipliedInTheCheapestOrder() {
    Tensor a = drawn(30, 2);
    Tensor b = drawn(2, 30);
    Tensor c = drawn(30, 1);
    Tensor product = MatrixFunctions.multiDot(a, b, c);
    assertThat(product.toDoubleArray()).isEqualTo(a.matmul(b.matmul(c)).toDoubleArray());
  }

  @Test
  void matricesWithoutAnAnswerAreNamed() {
    Tensor indefinite = Tensor.of(ElementType.F64, new double[][] {{1, 2}, {2, 1}});
    assertThatThrownBy(() -> Linalg.cholesky(indefinite))
        .isInstanceOf(LinalgException.class)
        .hasMessage(
            "cholesky: the matrix is not positive definite: its leading minor of order 2 is not above 0; add a small multiple of the identity, or use eigh");
    Tensor batch = Tensor.stack(0, eye(2), Tensor.zeros(ElementType.F64, 2, 2));
    assertThatThrownBy(() -> Linalg.solve(batch, Tensor.ones(ElementType.F64, 2, 1)))
        .isInstanceOf(LinalgException.class)
        .hasMessage("solve: matrix 1 of the batch is singular: pivot 1 is 0; use lstsq or pinv");
    assertThatThrownBy(
            () -> Linalg.solveTriangular(batch, Tensor.ones(ElementType.F64, 2, 1), true))
        .hasMessage(
            "solve triangular: matrix 1 of the batch is singular: element 0 of its diagonal is 0; use lstsq or pinv");
    assertThatThrownBy(() -> Linalg.eigh(Tensor.full(ElementType.F64, Shape.of(2, 2), Double.NaN)))
        .hasMessage(
            "eigh: the matrix has elements that are infinite or NaN, or whose range is too wide; look for the step that made them");
    assertThatThrownBy(() -> Linalg.lstsq(Tensor.ones(4, 2), Tensor.ones(4, 1)))
        .hasMessage(
            "lstsq: the matrix does not have full rank; use pinv(a).matmul(b), which takes any matrix");
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> Linalg.inv(Tensor.ones(2, 3)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "inv: needs square matrices […, n, n] but got [2, 3]; for a rectangular matrix use qr, svd, lstsq or pinv");
    assertThatThrownBy(() -> Linalg.svd(Tensor.ones(2)))
        .hasMessage(
            "svd: needs a matrix or a batch of matrices […, m, n] but got [2]; unsqueeze() a vector");
    assertThatThrownBy(() -> Linalg.solve(Tensor.eye(3), Tensor.ones(2, 1)))
        .hasMessage(
            "solve: b must be […, 3, k], with as many rows as a [3, 3], but is [2, 1]; unsqueeze(-1) a vector");
    assertThatThrownBy(() -> MatrixFunctions.cross(Tensor.ones(2), Tensor.ones(2), 0))
        .hasMessage(
            "cross: needs axis 0 of size 3 in both but got [2] and [2]; choose the axis of the coordinates");
  }
}
