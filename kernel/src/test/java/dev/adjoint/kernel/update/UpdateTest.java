package dev.adjoint.kernel.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.kernel.FloatBits;
import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Storage.Ints;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.engine.ScalarKernels;
import dev.adjoint.kernel.engine.VectorKernels;
import dev.adjoint.kernel.recording.Tape;
import dev.adjoint.kernel.update.UpdateProgram.Operation;
import dev.adjoint.kernel.update.UpdateProgram.Writer;
import dev.adjoint.kernel.work.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UpdateTest {
  private static final double[] DESCENT = {-0.1, 0.01};
  private static final double[] HEAVY_BALL = {-0.1, 0.01, 0.9, 0.7};
  private static final double[] NESTEROV = {-0.1, 0, 0.9, 1, 0.9};
  private static final double[] ADAM = {
    -0.01, 0.01, 0.99, 0.9, 1 - 0.9, 0.999, 1 - 0.999, 31.6, 1e-8
  };

  private final Kernels scalar = new ScalarKernels();
  private final Kernels vector = new VectorKernels();

  /// The arrays of a step: some for each element of `lengths`, at odd offsets of their storage.
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

  /// A program of all operations, which swaps the memories.
  private static final UpdateProgram EVERYTHING = everything();

  private static UpdateProgram everything() {
    Writer w = new Writer(2, 2);
    int sum = w.write(Operation.ADD, w.value(), w.gradient());
    int difference = w.write(Operation.SUBTRACT, sum, w.number(0));
    int product = w.write(Operation.MULTIPLY, difference, w.gradient());
    int root = w.write(Operation.SQUARE_ROOT, w.write(Operation.ABSOLUTE, product));
    int quotient = w.write(Operation.DIVIDE, w.memory(0), root);
    int larger = w.write(Operation.MAXIMUM, quotient, w.number(1));
    int sign = w.write(Operation.SIGN, w.memory(1));
    w.value(w.write(Operation.FMA, larger, sign, w.value()));
    w.memory(0, w.memory(1));
    w.memory(1, w.memory(0));
    return w.program();
  }

  private static void descend(Kernels kernels, View[] w, View[] g) {
    kernels.run(new StepCall(FusedUpdate.DESCENT.program(), w, g, new View[0][], DESCENT));
  }

  private static void momentum(Kernels kernels, View[] w, View[] g, View[] b) {
    kernels.run(new StepCall(FusedUpdate.MOMENTUM.program(), w, g, new View[][] {b}, HEAVY_BALL));
  }

  private static void nesterov(Kernels kernels, View[] w, View[] g, View[] b) {
    kernels.run(new StepCall(FusedUpdate.NESTEROV.program(), w, g, new View[][] {b}, NESTEROV));
  }

  private static void adam(Kernels kernels, View[] w, View[] g, View[] m, View[] v) {
    kernels.run(new StepCall(FusedUpdate.ADAM.program(), w, g, new View[][] {m, v}, ADAM));
  }

  /// The bits of all arrays after a step of each kind.
  private static int[][] results(Kernels kernels, boolean ordinary, int... lengths) {
    Arrays4 plain = Arrays4.of(ordinary, lengths);
    descend(kernels, plain.values, plain.gradients);
    Arrays4 heavy = Arrays4.of(ordinary, lengths);
    momentum(kernels, heavy.values, heavy.gradients, heavy.first);
    Arrays4 ahead = Arrays4.of(ordinary, lengths);
    nesterov(kernels, ahead.values, ahead.gradients, ahead.first);
    Arrays4 adam = Arrays4.of(ordinary, lengths);
    adam(kernels, adam.values, adam.gradients, adam.first, adam.second);
    Arrays4 all = Arrays4.of(ordinary, lengths);
    View[][] memories = {all.first, all.second};
    kernels.run(
        new StepCall(EVERYTHING, all.values, all.gradients, memories, new double[] {0.3, -2}));
    return Stream.of(plain, heavy, ahead, adam, all).flatMap(Arrays4::bits).toArray(int[][]::new);
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

  @Test
  void theBitsAreThoseOfTheLoopsThatTheseProgramsReplaced() {
    // Hashes of the results of `descend`, `momentum` and `adam` before they became programs.
    int[][] expected = {
      {-175307252, 1250499919, 1014131885, -466831941},
      {-314498725, -1323256403, -1991411449, 2091414979}
    };
    for (Kernels kernels : List.of(scalar, vector)) {
      for (boolean doubles : new boolean[] {false, true}) {
        View[][][] x = new View[4][][];
        Arrays.setAll(x, _ -> drawn(doubles, 1, 33, 1000, 40_001));
        descend(kernels, x[0][0], x[0][1]);
        momentum(kernels, x[1][0], x[1][1], x[1][2]);
        nesterov(kernels, x[2][0], x[2][1], x[2][2]);
        adam(kernels, x[3][0], x[3][1], x[3][2], x[3][3]);
        assertThat(Arrays.stream(x).mapToInt(UpdateTest::hash).toArray())
            .isEqualTo(expected[doubles ? 1 : 0]);
      }
    }
  }

  private static View[][] drawn(boolean doubles, int... lengths) {
    SplittableRandom random = new SplittableRandom(12);
    View[][] views = new View[4][lengths.length];
    for (int role = 0; role < 4; role++) {
      for (int a = 0; a < lengths.length; a++) {
        double[] numbers = random.doubles(lengths[a], role == 3 ? 0 : -2, 2).toArray();
        float[] rounded = new float[numbers.length];
        for (int i = 0; i < rounded.length; i++) {
          rounded[i] = (float) numbers[i];
        }
        Storage storage = doubles ? new Doubles(numbers) : new Floats(rounded);
        views[role][a] = View.contiguous(storage, numbers.length);
      }
    }
    return views;
  }

  private static int hash(View[][] views) {
    int hash = 1;
    for (View[] role : views) {
      for (View view : role) {
        hash =
            31 * hash
                + (view.storage() instanceof Floats(float[] x)
                    ? Arrays.hashCode(x)
                    : Arrays.hashCode(((Doubles) view.storage()).array()));
      }
    }
    return hash;
  }

  @Test
  void aMemoryThatTakesTheOldValueOfAnotherIsNotOverwrittenFirst() {
    for (Kernels kernels : List.of(scalar, vector)) {
      View[][] x = drawn(false, 300);
      float first = at32(x[2][0], 299);
      float second = at32(x[3][0], 299);
      View[][] memories = {x[2], x[3]};
      kernels.run(new StepCall(EVERYTHING, x[0], x[1], memories, new double[] {0.3, -2}));
      assertThat(at32(x[2][0], 299)).isEqualTo(second);
      assertThat(at32(x[3][0], 299)).isEqualTo(first);
    }
  }

  private static float at32(View view, int i) {
    return ((Floats) view.storage()).array()[view.offset() + i];
  }

  @Test
  void aProgramThatReadsWhatIsNotThereIsRefused() {
    Writer writer = new Writer(1, 0);
    assertThatThrownBy(() -> writer.number(0))
        .hasMessage(
            "update: number 0 was asked for but there are 0; declare as many as the formula uses");
    assertThatThrownBy(() -> writer.memory(1))
        .hasMessage(
            "update: memory 1 was asked for but there are 1; declare as many as the formula uses");
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
    adam(vector, x.values, x.gradients, x.first, x.second);
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
    adam(vector, w, g, m, v);
    momentum(vector, w, g, m);
    nesterov(vector, w, g, m);
    descend(vector, w, g);
    adam(scalar, floats.values, floats.gradients, floats.first, floats.second);
    momentum(scalar, floats.values, floats.gradients, floats.first);
    nesterov(scalar, floats.values, floats.gradients, floats.first);
    descend(scalar, floats.values, floats.gradients);
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
    for (Kernels kernels : List.of(scalar, vector)) {
      assertThatThrownBy(() -> descend(kernels, whole, whole))
          .hasMessage(
              "update: not defined for the element type I32; convert to another element type first");
    }
    assertThatThrownBy(() -> squaredNorm(vector, whole))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void stepsCannotBeRecorded() {
    Arrays4 x = Arrays4.of(true, 3);
    List<Runnable> steps =
        List.of(
            () -> descend(Kernels.active(), x.values, x.gradients),
            () -> adam(Kernels.active(), x.values, x.gradients, x.first, x.second),
            () -> squaredNorm(Kernels.active(), x.values));
    for (Runnable step : steps) {
      assertThat(Tape.record(step).problem())
          .isEqualTo(
              "record: an optimizer's step has other numbers each time, which a recorded step would"
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
