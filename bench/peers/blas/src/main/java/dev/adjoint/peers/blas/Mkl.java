package dev.adjoint.peers.blas;

import static org.bytedeco.mkl.global.mkl_rt.CblasNoTrans;
import static org.bytedeco.mkl.global.mkl_rt.CblasRowMajor;

import dev.adjoint.bench.workload.Library;
import dev.adjoint.peers.Peer;
import java.util.Optional;
import org.bytedeco.mkl.global.mkl_rt;

/// W8 by MKL.
final class Mkl implements Library {

  Mkl(int threads) {
    mkl_rt.MKL_Set_Num_Threads(threads);
    mkl_rt.MKL_Set_Dynamic(0);
    Peer.checkThreads(threads, mkl_rt.MKL_Get_Max_Threads());
  }

  @Override
  public Optional<Products> products() {
    return Optional.of((n, left, right) -> new Operands(n, left, right, Mkl::multiply));
  }

  private static void multiply(Operands of) {
    int n = of.n();
    mkl_rt.cblas_sgemm(
        CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1, of.a(), n, of.b(), n, 0, of.c(), n);
  }
}
