package dev.adjoint.kernel.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.kernel.FloatBits;
import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Ints;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.engine.ScalarKernels;
import dev.adjoint.kernel.engine.VectorKernels;
import dev.adjoint.kernel.recording.Tape;
import dev.adjoint.kernel.work.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UpdateTest {
  private static final MomentumStep HEAVY_BALL = new MomentumStep(0.1, 0.01, 0.9, 0.7, false, 0);
  private static final MomentumStep NESTEROV = new MomentumStep(0.1, 0, 0.9, 1, true, 0.9);
  private static final AdamStep ADAM = new AdamStep(0.01, 0.9, 0.999, 1e-8, 31.6, 0.01, 0.99);

  private final Kernels scalar = new ScalarKernels();
  private final Kernels vector = new VectorKernels();

  /// The arrays of a step: some for each element of `lengths`, at odd places of their storage.
  private record Arrays4(View[] values, View[] gradients, View[] first, View[] second) {

    static Arrays4 of(boolean ordinary, int... lengths) {
      SplittableRandom random = new SplittableRandom(7);
      View[][] views = new View[4][lengths.length];
      for (int role = 0; role < 4; role++) {
        for (int i = 0; i < lengths.length; i++) {
          float[] numbers =
              ordinary
                  ? FloatBits.ordinary(lengths[i], random)
                  : FloatBits.mixed(lengths[i], random);
          for (int e = 0; role == 3 && ordinary && e < numbers.length; e++) {
            numbers[e] = Math.abs(numbers[e]);
          }
          views[role][i] = FloatBits.view(numbers, 1 + (role + i) % 5, lengths[i]);
        }
      }
      return new Arrays4(views[0], views[1], views[2], views[3]);
    }

    Stream<int[]> bits() {
      return Stream.of(values, gradients, first, second).flatMap(Arrays::stream).map(FloatBits::of);
    }
  }

  /// The bits of all arrays after a step of each kind.
  private static int[][] results(Kernels kernels, boolean ordinary, int... lengths) {
    Arrays4 plain = Arrays4.of(ordinary, lengths);
    kernels.run(new DescendCall(plain.values, plain.gradients, 0.1, 0.01));
    Arrays4 heavy = Arrays4.of(ordinary, lengths);
    kernels.run(new MomentumCall(heavy.values, heavy.gradients, heavy.first, HEAVY_BALL));
    Arrays4 ahead = Arrays4.of(ordinary, lengths);
    kernels.run(new MomentumCall(ahead.values, ahead.gradients, ahead.first, NESTEROV));
    Arrays4 adam = Arrays4.of(ordinary, lengths);
    kernels.run(new AdamCall(adam.values, adam.gradients, adam.first, adam.second, ADAM));
    return Stream.of(plain, heavy, ahead, adam).flatMap(Arrays4::bits).toArray(int[][]::new);
  }

  @Test
  void bitsAreEqualForEveryLengthAndOffset() {
    for (boolean ordinary : new boolean[] {true, false}) {
      assertThat(
              Arrays.deepEquals(
                  results(vector, ordinary, FloatBits.lengths()),
                  results(scalar, ordinary, FloatBits.lengths())))
          .isTrue();
    }
  }

  static Stream<Kernels> kernels() {
    return Stream.of(new ScalarKernels(), new VectorKernels());
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void theNumberOfThreadsDoesNotChangeABit(Kernels kernels) {
    int[] lengths = {5, 0, 70_003, 16, 1000, 40_000, 3};
    int before = Workers.threads();
    try {
      Workers.threads(1);
      int[][] expected = results(kernels, true, lengths);
      double norm = squaredNorm(kernels, Arrays4.of(true, lengths).values);
      for (int threads : new int[] {2, 3}) {
        Workers.threads(threads);
        assertThat(Arrays.deepEquals(results(kernels, true, lengths), expected)).isTrue();
        assertThat(squaredNorm(kernels, Arrays4.of(true, lengths).values)).isEqualTo(norm);
      }
    } finally {
      Workers.threads(before);
    }
  }

  @Test
  void aStepOfAdamFollowsItsFormula() {
    Arrays4 x = Arrays4.of(true, 40_001);
    View[] gone = Arrays4.of(true, 40_001).values;
    Arrays4 old = Arrays4.of(true, 40_001);
    vector.run(new AdamCall(x.values, x.gradients, x.first, x.second, ADAM));
    for (int i : new int[] {0, 17, 32_768, 40_000}) {
      double w = at(gone[0], i);
      double d = at(old.gradients[0], i) + 0.01 * w;
      double m = 0.9 * at(old.first[0], i) + 0.1 * d;
      double v = 0.999 * at(old.second[0], i) + 0.001 * d * d;
      assertThat(at(x.first[0], i)).isCloseTo(m, within(1e-6));
      assertThat(at(x.second[0], i)).isCloseTo(v, within(1e-6));
      assertThat(at(x.values[0], i))
          .isCloseTo(0.99 * w - 0.01 * m / (Math.sqrt(v) * 31.6 + 1e-8), within(1e-6));
    }
  }

  @Test
  void doublesTakeTheSameStepsMoreExactly() {
    int[] lengths = {1, 33, 40_001};
    Arrays4 floats = Arrays4.of(true, lengths);
    View[] w = doubles(floats.values);
    View[] g = doubles(floats.gradients);
    View[] m = doubles(floats.first);
    View[] v = doubles(floats.second);
    vector.run(new AdamCall(w, g, m, v, ADAM));
    vector.run(new MomentumCall(w, g, m, HEAVY_BALL));
    vector.run(new MomentumCall(w, g, m, NESTEROV));
    vector.run(new DescendCall(w, g, 0.1, 0.01));
    scalar.run(new AdamCall(floats.values, floats.gradients, floats.first, floats.second, ADAM));
    scalar.run(new MomentumCall(floats.values, floats.gradients, floats.first, HEAVY_BALL));
    scalar.run(new MomentumCall(floats.values, floats.gradients, floats.first, NESTEROV));
    scalar.run(new DescendCall(floats.values, floats.gradients, 0.1, 0.01));
    double largest = 0;
    for (int a = 0; a < lengths.length; a++) {
      for (int i = 0; i < lengths[a]; i++) {
        double difference = ((Doubles) w[a].storage()).array()[i] - at(floats.values[a], i);
        largest = Math.max(largest, Math.abs(difference));
      }
    }
    assertThat(largest).isLessThan(1e-5);
    assertThat(squaredNorm(vector, w)).isCloseTo(squaredNorm(vector, floats.values), within(1.0));
  }

  @Test
  void theSquaredNormHasOneOrderOfRounding() {
    for (int length : FloatBits.lengths()) {
      View[] x = Arrays4.of(true, length, 3).values;
      double norm = squaredNorm(scalar, x);
      assertThat(squaredNorm(vector, x)).isEqualTo(norm);
      double exact = 0;
      for (View view : x) {
        for (int i = 0; i < view.count(); i++) {
          exact += at(view, i) * at(view, i);
        }
      }
      assertThat(norm).isCloseTo(exact, within(1e-4 * Math.max(exact, 1)));
    }
  }

  @Test
  void onlyFloatingPointNumbersTakeSteps() {
    View[] whole = {View.contiguous(new Ints(new int[2]), 2)};
    assertThatThrownBy(() -> vector.run(new DescendCall(whole, whole, 1, 0)))
        .hasMessage(
            "descend: not defined for the element type I32; convert to another element type first");
    assertThatThrownBy(() -> scalar.run(new MomentumCall(whole, whole, whole, NESTEROV)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> scalar.run(new AdamCall(whole, whole, whole, whole, ADAM)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> squaredNorm(vector, whole))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void stepsCannotBeRecorded() {
    Arrays4 x = Arrays4.of(true, 3);
    List<Runnable> steps =
        List.of(
            () -> new DescendCall(x.values, x.gradients, 0.1, 0).run(),
            () -> new MomentumCall(x.values, x.gradients, x.first, HEAVY_BALL).run(),
            () -> new AdamCall(x.values, x.gradients, x.first, x.second, ADAM).run(),
            () -> squaredNorm(Kernels.active(), x.values));
    for (Runnable step : steps) {
      assertThat(Tape.record(step).problem())
          .isEqualTo(
              "capture: an optimizer's step has other numbers each time, which a recorded step would"
                  + " repeat; call optimizer.step() after it");
    }
  }

  private static double at(View view, int i) {
    return ((Storage.Floats) view.storage()).array()[view.offset() + i];
  }

  private static View[] doubles(View[] floats) {
    View[] doubles = new View[floats.length];
    for (int a = 0; a < doubles.length; a++) {
      double[] numbers = new double[floats[a].count()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = at(floats[a], i);
      }
      doubles[a] = View.contiguous(new Doubles(numbers), numbers.length);
    }
    return doubles;
  }

  private static double squaredNorm(Kernels kernels, View[] arrays) {
    View norm = View.contiguous(new Storage.Doubles(new double[1]));
    kernels.run(new SquaredNormCall(arrays, norm));
    return ((Storage.Doubles) norm.storage()).array()[0];
  }
}
