package dev.adjoint.kernel.strided;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.kernel.Binary;
import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.Narrow;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.Storage.Booleans;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Storage.Ints;
import dev.adjoint.kernel.Storage.Longs;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.elementwise.BinaryCall;
import dev.adjoint.kernel.engine.ScalarKernels;
import dev.adjoint.kernel.engine.VectorKernels;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NarrowTest {

  static Stream<Kernels> kernels() {
    return Stream.of(new ScalarKernels(), new VectorKernels());
  }

  private static short[] allBits() {
    short[] bits = new short[1 << 16];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = (short) i;
    }
    return bits;
  }

  private static <S extends Storage> S copied(Kernels kernels, Storage from, S to) {
    kernels.run(
        new CopyCall(View.contiguous(from, from.length()), View.contiguous(to, to.length())));
    return to;
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void everyHalfAndEveryBrainFloatComesBackFromEveryWiderType(Kernels kernels) {
    for (Narrow narrow :
        new Narrow[] {new Narrow.Halves(allBits()), new Narrow.BrainFloats(allBits())}) {
      Floats floats = copied(kernels, narrow, new Floats(new float[1 << 16]));
      Doubles doubles = copied(kernels, narrow, new Doubles(new double[1 << 16]));
      Narrow fromFloats = copied(kernels, floats, narrow.allocate(1 << 16));
      Narrow fromDoubles = copied(kernels, doubles, narrow.allocate(1 << 16));
      for (int i = 0; i < 1 << 16; i++) {
        Float number = narrow.number(i);
        assertThat(floats.array()[i]).isEqualTo(number);
        assertThat((float) doubles.array()[i]).isEqualTo(number);
        assertThat(fromFloats.number(i)).isEqualTo(number);
        assertThat(fromDoubles.number(i)).isEqualTo(number);
      }
    }
  }

  /// The nearest of all values of a type, ties to the one whose last bit is 0.
  private static float nearest(float[] sorted, double x) {
    int above = 0;
    while (sorted[above] < x) {
      above++;
    }
    if (sorted[above] == x || above == 0) {
      return sorted[above];
    }
    BigDecimal exact = new BigDecimal(x);
    BigDecimal up = new BigDecimal(sorted[above]).subtract(exact);
    BigDecimal down = exact.subtract(new BigDecimal(sorted[above - 1]));
    int order = up.compareTo(down);
    return order < 0 || (order == 0 && above % 2 == 0) ? sorted[above] : sorted[above - 1];
  }

  @Test
  void aDoubleIsRoundedOnceToTheNearestTiesToEven() {
    SplittableRandom random = new SplittableRandom(3);
    Narrow halves = new Narrow.Halves(new short[1]);
    Narrow brains = new Narrow.BrainFloats(new short[1]);
    float[] positiveHalves = new float[0x7c00];
    float[] positiveBrains = new float[0x7f80];
    for (int i = 0; i < positiveHalves.length; i++) {
      positiveHalves[i] = new Narrow.Halves(new short[] {(short) i}).number(0);
    }
    for (int i = 0; i < positiveBrains.length; i++) {
      positiveBrains[i] = new Narrow.BrainFloats(new short[] {(short) i}).number(0);
    }
    for (int i = 0; i < 2000; i++) {
      int at = random.nextInt(positiveHalves.length - 1);
      double middle = ((double) positiveHalves[at] + positiveHalves[at + 1]) / 2;
      double x =
          switch (i % 3) {
            case 0 -> middle;
            case 1 -> Math.nextUp(middle);
            default -> middle * random.nextDouble(0.999, 1.001);
          };
      x = Math.min(x, 65504);
      halves.set(0, x);
      assertThat(halves.number(0)).as("F16 of %s", x).isEqualTo(nearest(positiveHalves, x));
      brains.set(0, x);
      assertThat(brains.number(0)).as("BF16 of %s", x).isEqualTo(nearest(positiveBrains, x));
    }
    halves.set(0, 65520.0);
    assertThat(halves.number(0)).isInfinite();
    halves.set(0, Double.NaN);
    assertThat(halves.number(0)).isNaN();
    brains.set(0, Double.NaN);
    assertThat(brains.number(0)).isNaN();
    brains.set(0, 1e40);
    assertThat(brains.number(0)).isInfinite();
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void wholeNumbersConvertAsJavaCastsDo(Kernels kernels) {
    Ints ints = new Ints(new int[] {0, 1, -1, 127, 128, 255, 256, -129});
    Narrow.Bytes bytes = copied(kernels, ints, new Narrow.Bytes(new byte[8]));
    assertThat(bytes.array()).containsExactly(0, 1, -1, 127, -128, -1, 0, 127);
    Narrow.UnsignedBytes unsigned = copied(kernels, ints, new Narrow.UnsignedBytes(new byte[8]));
    assertThat(copied(kernels, unsigned, new Ints(new int[8])).array())
        .containsExactly(0, 1, 255, 127, 128, 255, 0, 127);
    assertThat(copied(kernels, unsigned, new Longs(new long[8])).array()[2]).isEqualTo(255);
    assertThat(copied(kernels, bytes, new Floats(new float[8])).array()[2]).isEqualTo(-1f);
    assertThat(copied(kernels, bytes, new Booleans(new boolean[8])).array())
        .containsExactly(false, true, true, true, true, true, false, true);
    assertThat(
            copied(
                    kernels,
                    new Booleans(new boolean[] {true, false}),
                    new Narrow.Bytes(new byte[2]))
                .array())
        .containsExactly(1, 0);
    assertThat(
            copied(kernels, new Longs(new long[] {300}), new Narrow.UnsignedBytes(new byte[1]))
                .number(0))
        .isEqualTo(44);
    assertThat(
            copied(kernels, new Floats(new float[] {-1.9f}), new Narrow.Bytes(new byte[1])).array())
        .containsExactly(-1);
  }

  @Test
  void whatComputesIsRefusedByName() {
    Narrow.Halves x = new Narrow.Halves(new short[2]);
    View view = View.contiguous(x, 2);
    assertThatThrownBy(() -> new ScalarKernels().run(new BinaryCall(Binary.ADD, view, view, view)))
        .hasMessage(
            "add: not defined for the element type F16; convert to another element type first");
  }
}
