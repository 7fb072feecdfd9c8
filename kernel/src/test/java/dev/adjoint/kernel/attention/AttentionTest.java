package dev.adjoint.kernel.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.kernel.FloatBits;
import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.Windows;
import dev.adjoint.kernel.engine.ScalarKernels;
import dev.adjoint.kernel.engine.VectorKernels;
import dev.adjoint.kernel.strided.CopyCall;
import dev.adjoint.kernel.strided.FillCall;
import dev.adjoint.kernel.work.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttentionTest {

  /// All results of one call, the outputs of the gradient included.
  private record Results(View y, View logSum, View dq, View dk, View dv) {
    List<View> all() {
      return List.of(y, logSum, dq, dk, dv);
    }
  }

  /// Heads, queries, keys, width, values.
  private record Sizes(int heads, int queries, int keys, int width, int values) {}

  private static View random(Storage kind, RandomGenerator random, int... sizes) {
    return Windows.contiguous(kind, sizes, random);
  }

  private static Results run(
      Kernels kernels, View[] in, @Nullable View mask, AttentionOptions how, Sizes s) {
    Storage kind = in[0].storage();
    View y = output(kind, s.heads(), s.queries(), s.values());
    View logSum = output(kind, s.heads(), s.queries());
    kernels.run(new AttentionCall(in[0], in[1], in[2], mask, how, y, logSum));
    View dq = output(kind, s.heads(), s.queries(), s.width());
    View dk = output(kind, s.heads(), s.keys(), s.width());
    View dv = output(kind, s.heads(), s.keys(), s.values());
    kernels.run(
        new AttentionGradientCall(in[3], in[0], in[1], in[2], mask, how, y, logSum, dq, dk, dv));
    return new Results(y, logSum, dq, dk, dv);
  }

  private static View output(Storage kind, int... sizes) {
    int count = 1;
    for (int size : sizes) {
      count *= size;
    }
    Storage storage = kind.allocate(count + 4);
    new ScalarKernels().run(new FillCall(View.contiguous(storage, count + 4), 7));
    return new View(storage, 2, sizes, View.contiguousStrides(sizes));
  }

  private static View[] inputs(Storage kind, RandomGenerator random, Sizes s) {
    return new View[] {
      random(kind, random, s.heads(), s.queries(), s.width()),
      random(kind, random, s.heads(), s.keys(), s.width()),
      random(kind, random, s.heads(), s.keys(), s.values()),
      random(kind, random, s.heads(), s.queries(), s.values())
    };
  }

  @ParameterizedTest
  @CsvSource({
    "3, 64, 64, 32, 32",
    "1, 1, 1, 1, 1",
    "2, 5, 7, 3, 2",
    "1, 7, 5, 16, 48",
    "2, 65, 130, 20, 33",
    "1, 130, 66, 33, 17",
    "1, 200, 200, 64, 64",
    "1, 3, 17, 8, 16",
    "1, 5, 1100, 5, 17",
    "1, 600, 530, 3, 2"
  })
  void vectorsGiveTheBitsOfTheScalarLoops(int heads, int queries, int keys, int width, int values) {
    SplittableRandom random = new SplittableRandom(queries);
    Sizes s = new Sizes(heads, queries, keys, width, values);
    Floats floats = new Floats(new float[0]);
    View mask = random(floats, random, heads, queries, keys);
    for (boolean causal : new boolean[] {false, true}) {
      for (boolean masked : new boolean[] {false, true}) {
        View[] in = inputs(floats, random, s);
        AttentionOptions how = new AttentionOptions(causal, 0.37);
        Results expected = run(new ScalarKernels(), in, masked ? mask : null, how, s);
        Results actual = run(new VectorKernels(), in, masked ? mask : null, how, s);
        requireSameBits(actual, expected);
      }
    }
  }

  /// Heads that are windows of one projection, and results written into one.
  @Test
  void anyStridesGiveTheSameBits() {
    SplittableRandom random = new SplittableRandom(8);
    int[] sizes = {2, 3, 10, 16};
    int[] strides = {10 * 3 * 48, 16, 3 * 48, 1};
    Floats floats = new Floats(new float[0]);
    Storage projection = Windows.storage(floats, 2 * 10 * 3 * 48, random);
    AttentionOptions how = new AttentionOptions(true, 0.25);
    List<List<View>> results = new ArrayList<>();
    for (Kernels kernels : new Kernels[] {new ScalarKernels(), new VectorKernels()}) {
      View[] in = new View[3];
      View[] out = new View[3];
      Storage gradient = floats.allocate(projection.length());
      for (int part = 0; part < 3; part++) {
        in[part] = new View(projection, part * 48, sizes, strides);
        out[part] = new View(gradient, part * 48, sizes, strides);
      }
      int[] merged = {10 * 48, 16, 48, 1};
      View y = new View(floats.allocate(2 * 10 * 48), 0, sizes, merged);
      View logSum = View.contiguous(floats.allocate(60), 2, 3, 10);
      kernels.run(new AttentionCall(in[0], in[1], in[2], null, how, y, logSum));
      // A gradient whose last axis is not the innermost.
      int[] turned = {480, 160, 1, 10};
      View g = new View(projection, 5, sizes, turned);
      kernels.run(
          new AttentionGradientCall(
              g, in[0], in[1], in[2], null, how, y, logSum, out[0], out[1], out[2]));
      results.add(List.of(y, logSum, out[0]));
      View whole = View.contiguous(floats.allocate(2 * 3 * 10 * 16), sizes);
      View[] plain = new View[3];
      for (int part = 0; part < 3; part++) {
        plain[part] = View.contiguous(floats.allocate(whole.count()), sizes);
        kernels.run(new CopyCall(in[part], plain[part]));
      }
      View logSums = View.contiguous(floats.allocate(60), 2, 3, 10);
      kernels.run(new AttentionCall(plain[0], plain[1], plain[2], null, how, whole, logSums));
      assertThat(Windows.elements(whole)).isEqualTo(Windows.elements(y));
    }
    for (int i = 0; i < 3; i++) {
      assertThat(FloatBits.of(results.get(1).get(i)))
          .isEqualTo(FloatBits.of(results.get(0).get(i)));
    }
  }

  @Test
  void theNumberOfThreadsDoesNotChangeABit() {
    Sizes s = new Sizes(6, 100, 100, 32, 32);
    View[] in = inputs(new Floats(new float[0]), new SplittableRandom(3), s);
    AttentionOptions how = new AttentionOptions(true, 0.2);
    int before = Workers.threads();
    try {
      for (Kernels kernels : new Kernels[] {new ScalarKernels(), new VectorKernels()}) {
        Workers.threads(1);
        Results expected = run(kernels, in, null, how, s);
        for (int threads : new int[] {2, 3}) {
          Workers.threads(threads);
          requireSameBits(run(kernels, in, null, how, s), expected);
        }
      }
    } finally {
      Workers.threads(before);
    }
  }

  @Test
  void aResultIsTheMeanOfTheValuesWithTheSoftmaxOfTheScoresAsWeights() {
    // Scores 2·(1·1) = 2 and 2·(1·0) = 0.
    View q = View.contiguous(new Doubles(new double[] {1}), 1, 1, 1);
    View k = View.contiguous(new Doubles(new double[] {1, 0}), 1, 2, 1);
    View v = View.contiguous(new Doubles(new double[] {10, 20}), 1, 2, 1);
    Doubles y = new Doubles(new double[1]);
    Doubles sums = new Doubles(new double[1]);
    new ScalarKernels()
        .run(
            new AttentionCall(
                q,
                k,
                v,
                null,
                new AttentionOptions(false, 2),
                View.contiguous(y, 1, 1, 1),
                View.contiguous(sums, 1, 1)));
    double weight = 1 / (1 + Math.exp(-2));
    assertThat(y.array()[0]).isCloseTo(10 * weight + 20 * (1 - weight), within(1e-14));
    assertThat(sums.array()[0]).isCloseTo(Math.log(Math.exp(2) + 1), within(1e-15));
  }

  @Test
  void aMaskOfMinusInfinityShutsAKeyOut() {
    SplittableRandom random = new SplittableRandom(4);
    Sizes s = new Sizes(1, 6, 6, 4, 4);
    View[] in = inputs(new Floats(new float[0]), random, s);
    float[] mask = new float[36];
    for (int i = 0; i < 36; i++) {
      mask[i] = i % 6 > i / 6 ? Float.NEGATIVE_INFINITY : 0;
    }
    View causal = View.contiguous(new Floats(mask), 1, 6, 6);
    Results masked = run(new VectorKernels(), in, causal, new AttentionOptions(false, 0.5), s);
    Results skipped = run(new VectorKernels(), in, null, new AttentionOptions(true, 0.5), s);
    requireSameBits(masked, skipped);
  }

  private static void requireSameBits(Results actual, Results expected) {
    for (int i = 0; i < expected.all().size(); i++) {
      assertThat(FloatBits.of(actual.all().get(i)))
          .as("result %d", i)
          .isEqualTo(FloatBits.of(expected.all().get(i)));
    }
  }
}
