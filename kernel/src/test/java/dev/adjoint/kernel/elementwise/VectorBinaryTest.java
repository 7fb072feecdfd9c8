package dev.adjoint.kernel.elementwise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.kernel.Binary;
import dev.adjoint.kernel.FloatBits;
import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.Windows;
import dev.adjoint.kernel.engine.ScalarKernels;
import dev.adjoint.kernel.engine.VectorKernels;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class VectorBinaryTest {
  private final Kernels scalar = new ScalarKernels();
  private final Kernels vector = new VectorKernels();

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"AND", "OR", "XOR"})
  void bitsAreEqualForEveryLengthAndOffset(Binary f) {
    SplittableRandom random = new SplittableRandom(1);
    for (int length : FloatBits.lengths()) {
      View a = FloatBits.view(FloatBits.mixed(length, random), 3, length);
      View b = FloatBits.view(FloatBits.mixed(length, random), 5, length);
      sameBits(f, a, b);
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"AND", "OR", "XOR"})
  void bitsAreEqualWhereOneSideIsBroadcast(Binary f) {
    SplittableRandom random = new SplittableRandom(2);
    for (int columns : new int[] {1, 3, 16, 33, 207, 1500}) {
      int[] sizes = {5, columns};
      View whole = FloatBits.view(FloatBits.mixed(5 * columns, random), 1, sizes);
      Floats few = new Floats(FloatBits.mixed(columns + 9, random));
      int[][] strides = {{1, 0}, {0, 1}, {0, 0}, {-1, 0}, {0, -1}};
      for (int[] stride : strides) {
        View part = new View(few, Math.max(4, columns), sizes, stride);
        View start = new View(few, stride[0] < 0 || stride[1] < 0 ? columns + 5 : 2, sizes, stride);
        View other = stride[1] == 1 ? start : part;
        sameBits(f, whole, other);
        sameBits(f, other, whole);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"AND", "OR", "XOR"})
  void bitsAreEqualForAnyStrides(Binary f) {
    SplittableRandom random = new SplittableRandom(3);
    for (int[] sizes : Windows.sizes()) {
      View a = Windows.any(new Floats(new float[0]), sizes, true, random);
      View b = Windows.any(new Floats(new float[0]), sizes, true, random);
      sameBits(f, a, b);
    }
  }

  private void sameBits(Binary f, View a, View b) {
    View expected = FloatBits.empty(2, a.sizes());
    View actual = FloatBits.empty(2, a.sizes());
    scalar.run(new BinaryCall(f, a, b, expected));
    vector.run(new BinaryCall(f, a, b, actual));
    assertThat(FloatBits.of(actual)).isEqualTo(FloatBits.of(expected));
  }
}
