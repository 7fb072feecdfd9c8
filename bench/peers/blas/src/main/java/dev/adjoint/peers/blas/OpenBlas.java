package dev.adjoint.peers.blas;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;

import dev.adjoint.bench.workload.Library;
import dev.adjoint.peers.Peer;
import java.util.Optional;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.openblas.global.openblas_nolapack;

/// W8 by OpenBLAS.
final class OpenBlas implements Library {

  OpenBlas(int threads) {
    openblas_nolapack.blas_set_num_threads(threads);
    Peer.checkThreads(threads, openblas_nolapack.blas_get_num_threads());
  }

  @Override
  public Optional<Products> products() {
    return Optional.of((n, left, right) -> new Operands(n, left, right, OpenBlas::multiply));
  }

  private static void multiply(Operands of) {
    int n = of.n();
    openblas.cblas_sgemm(
        CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1, of.a(), n, of.b(), n, 0, of.c(), n);
  }
}
