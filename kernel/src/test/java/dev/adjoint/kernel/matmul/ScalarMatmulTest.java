package dev.adjoint.kernel.matmul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalarMatmulTest {

  @Test
  void multipliesRowsByColumns() {
    // [[1, 2], [3, 4]] · [[5, 6], [7, 8]] = [[5 + 14, 6 + 16], [15 + 28, 18 + 32]]
    float[] c = new float[4];
    ScalarMatmul.run(
        floats(new float[] {1, 2, 3, 4}, 2, 2),
        floats(new float[] {5, 6, 7, 8}, 2, 2),
        floats(c, 2, 2));
    assertThat(c).containsExactly(19, 22, 43, 50);
  }

  @Test
  void everyElementTypeGivesTheSameSmallProduct() {
    double[] doubles = new double[1];
    ScalarMatmul.run(
        View.contiguous(new Storage.Doubles(new double[] {1, 2, 3}), 1, 3),
        View.contiguous(new Storage.Doubles(new double[] {4, 5, 6}), 3, 1),
        View.contiguous(new Storage.Doubles(doubles), 1, 1));
    int[] ints = new int[1];
    ScalarMatmul.run(
        View.contiguous(new Storage.Ints(new int[] {1, 2, 3}), 1, 3),
        View.contiguous(new Storage.Ints(new int[] {4, 5, 6}), 3, 1),
        View.contiguous(new Storage.Ints(ints), 1, 1));
    long[] longs = new long[1];
    ScalarMatmul.run(
        View.contiguous(new Storage.Longs(new long[] {1, 2, 3}), 1, 3),
        View.contiguous(new Storage.Longs(new long[] {4, 5, 6}), 3, 1),
        View.contiguous(new Storage.Longs(longs), 1, 1));
    assertThat(doubles).containsExactly(32);
    assertThat(ints).containsExactly(32);
    assertThat(longs).containsExactly(32);
  }

  @Test
  void integersWrapAround() {
    int[] ints = new int[1];
    ScalarMatmul.run(
        View.contiguous(new Storage.Ints(new int[] {Integer.MAX_VALUE, 1}), 1, 2),
        View.contiguous(new Storage.Ints(new int[] {2, 3}), 2, 1),
        View.contiguous(new Storage.Ints(ints), 1, 1));
    assertThat(ints).containsExactly(1);
  }

  @Test
  void multipliesAndAddsWithOneRounding() {
    // 0.1f·0.1f is exact in double; rounding it to float first would cancel to something else.
    float[] c = new float[1];
    ScalarMatmul.run(
        floats(new float[] {-0.01f, 0.1f}, 1, 2),
        floats(new float[] {1, 0.1f}, 2, 1),
        floats(c, 1, 1));
    assertThat(c[0]).isEqualTo((float) ((double) 0.1f * 0.1f - 0.01f));
    assertThat(c[0]).isNotEqualTo(0.1f * 0.1f - 0.01f);
  }

  @Test
  void aSumOfNothingIsPlusZeroAndMinusZerosAddUpToIt() {
    float[] c = {7, 7};
    ScalarMatmul.run(floats(new float[0], 2, 0), floats(new float[0], 0, 1), floats(c, 2, 1));
    assertThat(c).containsExactly(0, 0);
    ScalarMatmul.run(
        floats(new float[] {-0f, 0f}, 2, 1), floats(new float[] {1}, 1, 1), floats(c, 2, 1));
    assertThat(Float.floatToRawIntBits(c[0])).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1,1,1,1", "1,3,4,5", "2,2,3,4", "5,1,7,1", "3,70,40,300", "0,2,2,2", "2,0,3,3"})
  void agreesWithOneChainPerOutputForAnyStrides(int batches, int m, int k, int n) {
    for (MatmulCases.Product product : MatmulCases.forLayouts(batches, m, k, n, 1)) {
      float[] expected = product.definition();
      ScalarMatmul.run(product.a(), product.b(), product.c());
      assertThat(product.result()).as(product.name()).isEqualTo(expected);
    }
  }

  private static View floats(float[] array, int... sizes) {
    return View.contiguous(new Storage.Floats(array), sizes);
  }

  @Test
  void aLongKIsCutIntoSlicesThatAreAddedInOrder() {
    int k = 2 * LongMatmul.SLICE + 300;
    SplittableRandom random = new SplittableRandom(6);
    float[] a = new float[3 * k];
    float[] b = new float[k * 2];
    for (int i = 0; i < a.length; i++) {
      a[i] = random.nextFloat();
    }
    for (int i = 0; i < b.length; i++) {
      b[i] = random.nextFloat();
    }
    float[] expected = new float[6];
    for (int at = 0; at < 6; at++) {
      for (int slice = 0; slice < k; slice += LongMatmul.SLICE) {
        int end = Math.min(k, slice + LongMatmul.SLICE);
        float part = 0;
        for (int block = slice; block < end; block += MatrixProduct.BLOCK) {
          float chain = 0;
          for (int i = block; i < Math.min(end, block + MatrixProduct.BLOCK); i++) {
            chain = Math.fma(a[at / 2 * k + i], b[i * 2 + at % 2], chain);
          }
          part = block == slice ? chain : part + chain;
        }
        expected[at] = slice == 0 ? part : expected[at] + part;
      }
    }
    float[] scalar = new float[6];
    float[] vector = new float[6];
    new MatmulCall(floats(a, 3, k), floats(b, k, 2), floats(scalar, 3, 2)).scalar();
    new MatmulCall(floats(a, 3, k), floats(b, k, 2), floats(vector, 3, 2)).vector();
    assertThat(scalar).containsExactly(expected);
    assertThat(vector).containsExactly(expected);
  }
}
