package dev.adjoint.kernel.convolution.epilogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.kernel.Binary;
import dev.adjoint.kernel.Convolution;
import dev.adjoint.kernel.FloatBits;
import dev.adjoint.kernel.KernelCall;
import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.Unary;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.convolution.ConvolutionCall;
import dev.adjoint.kernel.convolution.ConvolutionCases;
import dev.adjoint.kernel.convolution.ConvolutionDataCall;
import dev.adjoint.kernel.elementwise.BinaryCall;
import dev.adjoint.kernel.elementwise.UnaryCall;
import dev.adjoint.kernel.engine.ScalarKernels;
import dev.adjoint.kernel.engine.VectorKernels;
import dev.adjoint.kernel.normalization.BatchNormGivenCall;
import dev.adjoint.kernel.work.Workers;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class EpilogueTest {
  private final int before = Workers.threads();

  @AfterEach
  void restoreTheThreads() {
    Workers.threads(before);
  }

  static Stream<Kernels> kernels() {
    return Stream.of(new ScalarKernels(), new VectorKernels());
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void eachAlgorithmGivesTheBitsOfTheCallsOneAfterAnother(Kernels kernels) {
    SplittableRandom random = new SplittableRandom(5);
    Convolution same = how(1, 1, 1);
    Convolution point = how(1, 0, 1);
    for (int round = 0; round < 8; round++) {
      Workers.threads(1 + round % 3);
      // Tiles of Winograd, also with images that share a piece; all of them direct; many pixels
      // and several chains; many channels; a stride; groups; few pixels; depthwise with one and two
      // outputs.
      check(kernels, random, round, same, 3, new int[] {2, 32, 17, 19}, 35);
      check(kernels, random, round, same, 3, new int[] {33, 32, 4, 4}, 32);
      check(kernels, random, round, same, 3, new int[] {2, 5, 23, 17}, 31);
      check(kernels, random, round, point, 1, new int[] {2, 70, 30, 31}, 21);
      check(kernels, random, round, point, 1, new int[] {1, 400, 20, 20}, 14);
      check(kernels, random, round, how(2, 0, 1), 1, new int[] {2, 512, 27, 26}, 14);
      check(kernels, random, round, how(2, 1, 1), 3, new int[] {2, 9, 21, 20}, 18);
      check(kernels, random, round, how(1, 1, 2), 3, new int[] {2, 8, 15, 14}, 26);
      check(kernels, random, round, point, 1, new int[] {3, 50, 5, 7}, 37);
      check(kernels, random, round, how(1, 1, 24), 3, new int[] {2, 24, 14, 13}, 24);
      check(kernels, random, round, how(2, 1, 16), 3, new int[] {2, 16, 70, 65}, 32);
    }
  }

  @Test
  void resultsThatWinogradReplacesAreFinishedToo() {
    Convolution how = how(1, 1, 1);
    for (float strange : new float[] {Float.NaN, 1e9f, 0}) {
      ConvolutionCases one = ConvolutionCases.of(how, new int[] {4, 32, 24, 24}, 32, 3, 3, 7);
      float[] x = ((Storage.Floats) one.x().storage()).array();
      if (strange == 0) {
        Arrays.fill(x, 0, x.length / 3, 0);
      } else {
        x[2000] = strange;
      }
      agree(new VectorKernels(), one, new SplittableRandom(3), 15);
    }
  }

  @Test
  void onlyWhatAnEpilogueCanSayIsJoined() {
    ConvolutionCases one = ConvolutionCases.of(how(1, 0, 1), new int[] {2, 3, 8, 8}, 4, 1, 1, 1);
    View y = one.g();
    View z = FloatBits.empty(1, y.sizes());
    ConvolutionCall plain = new ConvolutionCall(one.how(), one.x(), one.weight(), null, y);
    KernelCall sum = new BinaryCall(Binary.ADD, y, z, z);
    KernelCall relu = new UnaryCall(Unary.RELU, y, z);

    KernelCall active = Objects.requireNonNull(plain.joinedWith(relu, 0));
    assertThat(active.joinedWith(relu, 0)).isNull();
    assertThat(active.joinedWith(sum, 0)).isNull();
    KernelCall summed = Objects.requireNonNull(plain.joinedWith(sum, 1));
    assertThat(summed.joinedWith(sum, 0)).isNull();
    assertThat(summed.joinedWith(normalization(y, new SplittableRandom(1)), 0)).isNull();
    assertThat(summed.joinedWith(relu, 0)).isNotNull();
    assertThat(plain.joinedWith(new BinaryCall(Binary.MULTIPLY, y, z, z), 0)).isNull();
    View turned = new View(z.storage(), z.offset(), y.sizes(), new int[] {256, 1, 8, 64});
    assertThat(plain.joinedWith(new BinaryCall(Binary.ADD, y, turned, z), 0)).isNull();
    KernelCall data = new ConvolutionDataCall(one.how(), y, one.weight(), one.x());
    assertThat(data.joinedWith(relu, 0)).isNull();
    assertThat(plain.joinedWith(data, 0)).isNull();
    // Computed in two passes, the first of which overwrites the result.
    assertThat(plain.joinedWith(new UnaryCall(Unary.SILU, y, z), 0)).isNull();
  }

  private static Convolution how(int stride, int padding, int groups) {
    return new Convolution(stride, stride, padding, padding, 1, 1, groups);
  }

  private static void check(
      Kernels kernels,
      SplittableRandom random,
      int round,
      Convolution how,
      int kernel,
      int[] image,
      int outputs) {
    ConvolutionCases one =
        ConvolutionCases.of(how, image, outputs, kernel, kernel, random.nextLong());
    agree(kernels, round == 7 ? one.special(round) : one, random, 1 + random.nextInt(15));
  }

  /// Fails unless the convolution and the calls that the bits of `which` choose have the same bits
  /// as one call.
  private static void agree(
      Kernels kernels, ConvolutionCases one, SplittableRandom random, int which) {
    int[] sizes = one.g().sizes();
    View y = ConvolutionCases.full(sizes);
    View bias = (which & 8) == 0 ? null : one.bias();
    KernelCall separate = new ConvolutionCall(one.how(), one.x(), one.weight(), bias, y);
    View joinedResult = ConvolutionCases.full(sizes);
    KernelCall joined = new ConvolutionCall(one.how(), one.x(), one.weight(), bias, joinedResult);
    kernels.run(separate);
    View other = FloatBits.view(FloatBits.ordinary(y.count(), random), 7, sizes);
    Unary[] activations = {Unary.RELU, Unary.RELU6, Unary.HARDSIGMOID, Unary.HARDSWISH};
    KernelCall[] next = {
      (which & 1) == 0 ? null : normalization(y, random),
      (which & 2) == 0
          ? null
          : new BinaryCall(Binary.ADD, which < 8 ? y : other, which < 8 ? other : y, y),
      (which & 4) == 0 ? null : new UnaryCall(activations[random.nextInt(activations.length)], y, y)
    };
    for (KernelCall call : next) {
      if (call != null) {
        kernels.run(call);
        int operand = call instanceof BinaryCall && which >= 8 ? 1 : 0;
        joined = Objects.requireNonNull(joined.joinedWith(call, operand));
      }
    }
    kernels.run(joined);
    assertThat(Arrays.mismatch(FloatBits.of(joinedResult), FloatBits.of(y)))
        .as("%s, %s, %d: where it differs", Arrays.toString(sizes), one.how(), which)
        .isEqualTo(-1);
  }

  private static BatchNormGivenCall normalization(View y, SplittableRandom random) {
    int channels = y.sizes()[1];
    View[] each = new View[4];
    for (int i = 0; i < 4; i++) {
      float[] values = FloatBits.ordinary(channels, random);
      for (int c = 0; i == 1 && c < channels; c++) {
        values[c] = Math.abs(values[c]) + 0.1f;
      }
      each[i] = FloatBits.view(values, 2, channels);
    }
    int inner = y.sizes()[2] * y.sizes()[3];
    return new BatchNormGivenCall(
        y, each[0], each[1], each[2], each[3], 1e-5, y, y.sizes()[0], channels, inner);
  }
}
