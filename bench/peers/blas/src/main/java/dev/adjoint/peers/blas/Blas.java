package dev.adjoint.peers.blas;

import dev.adjoint.bench.workload.Library;
import dev.adjoint.peers.Peer;

/// OpenBLAS or MKL on W8.
public final class Blas {

  private Blas() {}

  /// Runs until told to quit; `-Dpeers.blas` is `openblas` or `mkl`.
  public static void main(String[] arguments) {
    Peer.run(
        arguments,
        threads -> {
          Library library =
              switch (System.getProperty("peers.blas", "")) {
                case "openblas" -> new OpenBlas(threads);
                case "mkl" -> new Mkl(threads);
                default -> throw new IllegalArgumentException("-Dpeers.blas: openblas or mkl");
              };
          return library;
        });
  }
}
