package dev.adjoint.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.kernel.Storage.Booleans;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.elementwise.CompareCall;
import dev.adjoint.kernel.elementwise.WhereCall;
import dev.adjoint.kernel.engine.ScalarKernels;
import dev.adjoint.kernel.engine.VectorKernels;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VectorChoiceTest {
  private final Kernels scalar = new ScalarKernels();
  private final Kernels vector = new VectorKernels();

  @ParameterizedTest
  @EnumSource
  void comparisonsAreEqualForEveryLengthAndOffset(Comparison f) {
    SplittableRandom random = new SplittableRandom(1);
    for (int length : FloatBits.lengths()) {
      float[] left = FloatBits.mixed(length, random);
      float[] right = FloatBits.mixed(length, random);
      for (int i = 0; i < length; i += 3) {
        right[i] = left[i];
      }
      sameTruths(f, FloatBits.view(left, 3, length), FloatBits.view(right, 5, length));
    }
  }

  @ParameterizedTest
  @EnumSource
  void comparisonsAreEqualForAnyStrides(Comparison f) {
    SplittableRandom random = new SplittableRandom(2);
    for (int[] sizes : Windows.sizes()) {
      View a = Windows.any(new Floats(new float[0]), sizes, true, random);
      View b = Windows.any(new Floats(new float[0]), sizes, true, random);
      sameTruths(f, a, b);
    }
  }

  @Test
  void choicesAreEqualForEveryLengthAndOffset() {
    SplittableRandom random = new SplittableRandom(3);
    for (int length : FloatBits.lengths()) {
      View condition = new View(truths(length + 7, random), 7, new int[] {length}, new int[] {1});
      View a = FloatBits.view(FloatBits.mixed(length, random), 3, length);
      View b = FloatBits.view(FloatBits.mixed(length, random), 5, length);
      sameBits(condition, a, b);
    }
  }

  @Test
  void choicesAreEqualForAnyStrides() {
    SplittableRandom random = new SplittableRandom(4);
    for (int[] sizes : Windows.sizes()) {
      View a = Windows.any(new Floats(new float[0]), sizes, true, random);
      View b = Windows.any(new Floats(new float[0]), sizes, true, random);
      View condition = View.contiguous(truths(a.count(), random), sizes);
      sameBits(condition, a, b);
    }
  }

  private static Booleans truths(int count, SplittableRandom random) {
    boolean[] truths = new boolean[count];
    for (int i = 0; i < count; i++) {
      truths[i] = random.nextBoolean();
    }
    return new Booleans(truths);
  }

  private void sameTruths(Comparison f, View a, View b) {
    View expected = View.contiguous(new Booleans(new boolean[a.count()]), a.sizes());
    View actual = View.contiguous(new Booleans(new boolean[a.count()]), a.sizes());
    scalar.run(new CompareCall(f, a, b, expected));
    vector.run(new CompareCall(f, a, b, actual));
    assertThat(((Booleans) actual.storage()).array())
        .isEqualTo(((Booleans) expected.storage()).array());
  }

  private void sameBits(View condition, View a, View b) {
    View expected = FloatBits.empty(2, a.sizes());
    View actual = FloatBits.empty(2, a.sizes());
    scalar.run(new WhereCall(condition, a, b, expected));
    vector.run(new WhereCall(condition, a, b, actual));
    assertThat(FloatBits.of(actual)).isEqualTo(FloatBits.of(expected));
  }
}
