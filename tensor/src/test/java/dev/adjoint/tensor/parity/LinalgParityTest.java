package dev.adjoint.tensor.parity;

import dev.adjoint.tensor.Linalg;
import dev.adjoint.tensor.MatrixFunctions;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class LinalgParityTest {

  @TestFactory
  Stream<DynamicTest> agreesWithPyTorch() {
    ParityTable table = new ParityTable(getClass(), "linalg.jsonl", Tolerance.SUMS);
    factors(table);
    systems(table);
    functions(table);
    return table.tests();
  }

  private static void factors(ParityTable table) {
    table
        .row("cholesky", (x, a) -> Linalg.cholesky(positive(x[0])))
        .rows("qr", (x, a) -> parts(Linalg.qr(x[0])))
        .rows("eigh", (x, a) -> squares(Linalg.eigh(symmetric(x[0]))))
        .rows("svd", (x, a) -> squares(Linalg.svd(x[0])))
        .row("svdvals", (x, a) -> Linalg.svdvals(x[0]));
  }

  private static void systems(ParityTable table) {
    table
        .row("solve", (x, a) -> Linalg.solve(regular(x[0]), x[1]))
        .row(
            "solve_triangular",
            (x, a) -> Linalg.solveTriangular(regular(x[0]), x[1], a.flag("upper"), a.flag("unit")))
        .row("lstsq", (x, a) -> Linalg.lstsq(x[0], x[1]))
        .row("inv", (x, a) -> Linalg.inv(regular(x[0])))
        .row("pinv", (x, a) -> Linalg.pinv(x[0]));
  }

  private static void functions(ParityTable table) {
    table
        .row("det", (x, a) -> Linalg.det(x[0]))
        .row("slogdet", (x, a) -> Linalg.slogdet(x[0]).logAbsDet())
        .row("logdet", (x, a) -> Linalg.logdet(positive(x[0])))
        .row("cond", (x, a) -> MatrixFunctions.cond(x[0]))
        .row("matrix_rank", (x, a) -> MatrixFunctions.matrixRank(x[0]))
        .row("matrix_exp", (x, a) -> MatrixFunctions.matrixExp(x[0]))
        .row("matrix_power", (x, a) -> MatrixFunctions.matrixPower(regular(x[0]), a.whole("n")))
        .row("kron", (x, a) -> MatrixFunctions.kron(x[0], x[1]))
        .row("cross", (x, a) -> MatrixFunctions.cross(x[0], x[1], -1))
        .row("multi_dot", (x, a) -> MatrixFunctions.multiDot(x));
  }

  private static Tensor eye(Tensor a) {
    int n = a.shape().size(-1);
    return Tensor.eye(a.elementType(), n, n);
  }

  private static Tensor positive(Tensor a) {
    return a.matmul(a.transpose()).add(eye(a));
  }

  private static Tensor regular(Tensor a) {
    return a.add(eye(a).multiply(5));
  }

  private static Tensor symmetric(Tensor a) {
    return a.add(a.transpose()).divide(2);
  }

  private static List<Tensor> parts(Linalg.Qr qr) {
    return List.of(qr.q(), qr.r());
  }

  private static List<Tensor> squares(Linalg.Eigh eigh) {
    return List.of(eigh.eigenvalues(), eigh.eigenvectors().square());
  }

  private static List<Tensor> squares(Linalg.Svd svd) {
    return List.of(svd.u().square(), svd.s(), svd.vh().square());
  }
}
