package dev.adjoint.kernel.softmax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.kernel.FloatBits;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Storage.Longs;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.engine.ScalarKernels;
import dev.adjoint.kernel.engine.VectorKernels;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SoftmaxTest {
  private static final int[] LENGTHS = {1, 2, 10, 16, 17, 64, 207, 1025, 20_000};

  @Test
  void vectorsGiveTheBitsOfTheScalarLoops() {
    SplittableRandom random = new SplittableRandom(1);
    for (int length : LENGTHS) {
      for (boolean special : new boolean[] {false, true}) {
        int count = 3 * length;
        float[] values =
            special ? FloatBits.mixed(count, random) : FloatBits.ordinary(count, random);
        View x = FloatBits.view(values, 3, 3, length);
        View expected = FloatBits.empty(1, 3, length);
        View actual = FloatBits.empty(1, 3, length);
        new ScalarKernels().run(new SoftmaxCall(x, expected, 3, length));
        new VectorKernels().run(new SoftmaxCall(x, actual, 3, length));
        assertThat(FloatBits.of(actual)).isEqualTo(FloatBits.of(expected));
        new ScalarKernels().run(new LogSoftmaxCall(x, expected, 3, length));
        new VectorKernels().run(new LogSoftmaxCall(x, actual, 3, length));
        assertThat(FloatBits.of(actual)).isEqualTo(FloatBits.of(expected));
      }
    }
  }

  @Test
  void crossEntropyOnVectorsGivesTheBitsOfTheScalarLoops() {
    SplittableRandom random = new SplittableRandom(2);
    for (int length : LENGTHS) {
      for (boolean special : new boolean[] {false, true}) {
        int rows = length < 100 ? 70 : 3;
        int count = rows * length;
        float[] values =
            special ? FloatBits.mixed(count, random) : FloatBits.ordinary(count, random);
        View x = FloatBits.view(values, 3, rows, length);
        View g = FloatBits.view(FloatBits.ordinary(rows, random), 2, rows);
        long[] classes = random.longs(rows, 0, length).toArray();
        View target = View.contiguous(new Longs(classes), rows);
        View expected = FloatBits.empty(1, rows);
        View actual = FloatBits.empty(1, rows);
        new ScalarKernels().run(new CrossEntropyCall(x, target, expected, rows, length));
        new VectorKernels().run(new CrossEntropyCall(x, target, actual, rows, length));
        assertThat(FloatBits.of(actual)).isEqualTo(FloatBits.of(expected));
        View expectedGradient = FloatBits.empty(1, rows, length);
        View actualGradient = FloatBits.empty(1, rows, length);
        new ScalarKernels()
            .run(new CrossEntropyGradientCall(x, target, g, expectedGradient, rows, length));
        new VectorKernels()
            .run(new CrossEntropyGradientCall(x, target, g, actualGradient, rows, length));
        assertThat(FloatBits.of(actualGradient)).isEqualTo(FloatBits.of(expectedGradient));
      }
    }
  }

  @Test
  void rowsAreProbabilitiesEvenOfHugeNumbers() {
    View x = View.contiguous(new Floats(new float[] {1000f, 1001f, -5000f, 1f, 1f, 1f}), 2, 3);
    Floats y = new Floats(new float[6]);
    new VectorKernels().run(new SoftmaxCall(x, View.contiguous(y, 2, 3), 2, 3));
    float low = (float) (1 / (1 + Math.E));
    assertThat(y.array()[0]).isCloseTo(low, within(1e-7f));
    assertThat(y.array()[1]).isCloseTo(1 - low, within(1e-7f));
    assertThat(y.array()[2]).isZero();
    assertThat(y.array()[3]).isEqualTo(1f / 3f);
  }

  @Test
  void doublesAgreeWithTheFormula() {
    double[] values = {0.3, -1.2, 2.5};
    Doubles y = new Doubles(new double[3]);
    Doubles log = new Doubles(new double[3]);
    View x = View.contiguous(new Doubles(values), 1, 3);
    new VectorKernels().run(new SoftmaxCall(x, View.contiguous(y, 1, 3), 1, 3));
    new VectorKernels().run(new LogSoftmaxCall(x, View.contiguous(log, 1, 3), 1, 3));
    double sum = Math.exp(0.3) + Math.exp(-1.2) + Math.exp(2.5);
    for (int i = 0; i < 3; i++) {
      assertThat(y.array()[i]).isCloseTo(Math.exp(values[i]) / sum, within(1e-15));
      assertThat(log.array()[i]).isCloseTo(values[i] - Math.log(sum), within(1e-14));
    }
  }
}
