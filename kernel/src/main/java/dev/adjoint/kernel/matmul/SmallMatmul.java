package dev.adjoint.kernel.matmul;

/// The smallest F32 matrix products. They are computed one output after the other, because any
/// preparation would cost more than the multiplications.
final class SmallMatmul {
  private SmallMatmul() {}

  static void run(MatrixProduct p, float[] a, float[] b, float[] c) {
    int at = p.offset();
    for (int batch = 0; batch < p.batches(); batch++) {
      int aStart = p.aOffset(batch);
      int bStart = p.bOffset(batch);
      for (int i = 0; i < p.m(); i++) {
        for (int j = 0; j < p.n(); j++) {
          c[at++] =
              chain(
                  a,
                  aStart + i * p.aRow(),
                  p.aColumn(),
                  b,
                  bStart + j * p.bColumn(),
                  p.bRow(),
                  p.k());
        }
      }
    }
  }

  /// One output: the sum of one chain for each block of k.
  static float chain(
      float[] a, int aStart, int aStep, float[] b, int bStart, int bStep, int length) {
    float total = 0;
    for (int from = 0; from < length; from += MatrixProduct.BLOCK) {
      int end = Math.min(length, from + MatrixProduct.BLOCK);
      float sum = 0;
      for (int k = from; k < end; k++) {
        sum = Math.fma(a[aStart + k * aStep], b[bStart + k * bStep], sum);
      }
      total = from == 0 ? sum : total + sum;
    }
    return total;
  }
}
