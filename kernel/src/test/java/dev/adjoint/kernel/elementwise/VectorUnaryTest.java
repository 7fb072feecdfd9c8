package dev.adjoint.kernel.elementwise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.kernel.FloatBits;
import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.Unary;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.engine.ScalarKernels;
import dev.adjoint.kernel.engine.VectorKernels;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class VectorUnaryTest {
  private final Kernels scalar = new ScalarKernels();
  private final Kernels vector = new VectorKernels();

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NOT")
  void bitsAreEqualForEveryExponent(Unary f) {
    sameBits(f, FloatBits.everyExponent(new SplittableRandom(1)), 0);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NOT")
  void bitsAreEqualForAnyBitPattern(Unary f) {
    sameBits(f, FloatBits.mixed(200_000, new SplittableRandom(2)), 0);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NOT")
  void bitsAreEqualForEveryLengthAndOffset(Unary f) {
    SplittableRandom random = new SplittableRandom(3);
    for (int length : FloatBits.lengths()) {
      sameBits(f, FloatBits.mixed(length, random), 3);
    }
  }

  private void sameBits(Unary f, float[] values, int gap) {
    View x = FloatBits.view(values, gap, values.length);
    View expected = FloatBits.empty(gap, values.length);
    View actual = FloatBits.empty(gap, values.length);
    scalar.run(new UnaryCall(f, x, expected));
    vector.run(new UnaryCall(f, x, actual));
    assertThat(FloatBits.of(actual)).isEqualTo(FloatBits.of(expected));
  }
}
