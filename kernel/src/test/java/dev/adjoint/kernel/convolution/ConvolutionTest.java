package dev.adjoint.kernel.convolution;

import dev.adjoint.kernel.Convolution;
import dev.adjoint.kernel.FloatBits;
import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.convolution.direct.ConvolutionSizes;
import dev.adjoint.kernel.convolution.winograd.Winograd;
import dev.adjoint.kernel.engine.ScalarKernels;
import dev.adjoint.kernel.engine.VectorKernels;
import dev.adjoint.kernel.work.Workers;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConvolutionTest {
  private static final long MOST_WORK = 1_500_000;

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
  void theShapesOfKnownNetworksGiveTheBitsOfTheDefinition(Kernels kernels) {
    Convolution valid = how(1, 0, 1, 1);
    Convolution same = how(1, 1, 1, 1);
    Convolution half = how(2, 1, 1, 1);
    ConvolutionCases.of(valid, new int[] {2, 1, 28, 28}, 32, 3, 3, 1).agreeWith(kernels);
    ConvolutionCases.of(valid, new int[] {1, 32, 26, 26}, 11, 3, 3, 2).agreeWith(kernels);
    ConvolutionCases.of(same, new int[] {2, 3, 32, 32}, 16, 3, 3, 3).agreeWith(kernels);
    ConvolutionCases.of(same, new int[] {1, 16, 32, 32}, 15, 3, 3, 4).agreeWith(kernels);
    ConvolutionCases.of(half, new int[] {2, 16, 32, 32}, 32, 3, 3, 5).agreeWith(kernels);
    ConvolutionCases.of(same, new int[] {9, 33, 16, 16}, 8, 3, 3, 6).agreeWith(kernels);
    ConvolutionCases.of(same, new int[] {1, 64, 8, 8}, 64, 3, 3, 7).agreeWith(kernels);
    ConvolutionCases.of(how(2, 0, 1, 1), new int[] {3, 16, 32, 32}, 32, 1, 1, 8).agreeWith(kernels);
    ConvolutionCases.of(how(2, 3, 1, 1), new int[] {1, 3, 56, 48}, 10, 7, 7, 9).agreeWith(kernels);
    ConvolutionCases.of(how(1, 1, 1, 24), new int[] {2, 24, 14, 14}, 24, 3, 3, 10)
        .agreeWith(kernels);
    ConvolutionCases.of(valid, new int[] {17, 40, 7, 7}, 24, 1, 1, 11).agreeWith(kernels);
    ConvolutionCases.of(same, new int[] {3, 24, 8, 8}, 19, 3, 3, 12).agreeWith(kernels);
    ConvolutionCases.of(same, new int[] {5, 9, 4, 4}, 33, 3, 3, 13).agreeWith(kernels);
    ConvolutionCases.of(half, new int[] {3, 32, 16, 16}, 40, 3, 3, 14).agreeWith(kernels);
    ConvolutionCases.of(how(1, 2, 1, 1), new int[] {2, 7, 8, 8}, 6, 5, 5, 15).agreeWith(kernels);
    ConvolutionCases.of(how(2, 1, 1, 1), new int[] {1, 97, 9, 9}, 130, 3, 3, 16).agreeWith(kernels);
    ConvolutionCases.of(how(1, 2, 2, 2), new int[] {1, 62, 12, 9}, 58, 5, 4, 17).agreeWith(kernels);
    ConvolutionCases.of(how(3, 2, 1, 1), new int[] {1, 3, 23, 21}, 5, 21, 20, 18)
        .agreeWith(kernels);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void anyShapeGivesTheBitsOfTheDefinitionOnAnyNumberOfThreads(Kernels kernels) {
    SplittableRandom random = new SplittableRandom(12);
    int[] channels = {1, 2, 3, 5, 8, 16, 17};
    int[] outputs = {1, 2, 4, 7, 8, 9, 16, 31};
    int done = 0;
    while (done < 400) {
      int groups = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 1;
      boolean depthwise = random.nextInt(6) == 0;
      int c = channels[random.nextInt(channels.length)];
      int o = outputs[random.nextInt(outputs.length)];
      if (depthwise) {
        groups = c * groups;
      }
      int kernelHeight = 1 + random.nextInt(4);
      int kernelWidth = 1 + random.nextInt(4);
      Convolution how =
          new Convolution(
              1 + random.nextInt(3),
              1 + random.nextInt(3),
              random.nextInt(3),
              random.nextInt(3),
              1 + random.nextInt(2),
              1 + random.nextInt(2),
              groups);
      int[] image = {
        random.nextInt(8) == 0 ? random.nextInt(20) : 1 + random.nextInt(3),
        depthwise ? groups : c * groups,
        how.dilationHeight() * (kernelHeight - 1) + 1 + random.nextInt(12),
        how.dilationWidth() * (kernelWidth - 1) + 1 + random.nextInt(40)
      };
      int all = depthwise ? groups * (1 + random.nextInt(2)) : o * groups;
      long work = (long) image[0] * image[1] / groups * image[2] * image[3] * all;
      if (work * kernelHeight * kernelWidth > MOST_WORK) {
        continue;
      }
      var one = ConvolutionCases.of(how, image, all, kernelHeight, kernelWidth, done);
      ConvolutionSizes sizes = ConvolutionSizes.of(how, one.x(), one.weight(), one.g());
      if (!Winograd.weight(sizes, one.x().storage())) {
        Workers.threads(1 + done % 3);
        (done % 4 == 0 ? one.special(done) : one).agreeWith(kernels);
        done++;
      }
    }
  }

  /// The last vector of a row extends past its end, for one channel and for the last image, too.
  @ParameterizedTest
  @MethodSource("kernels")
  void kernelsAlongOneAxisGiveTheBitsOfTheDefinition(Kernels kernels) {
    SplittableRandom random = new SplittableRandom(19);
    int seed = 0;
    for (int length : new int[] {5, 16, 19, 31, 47, 48, 50, 66}) {
      for (int taps : new int[] {2, 3, 5}) {
        for (int stride = 1; stride <= 2; stride++) {
          Workers.threads(1 + seed % 3);
          int dilation = length > 16 ? 1 + random.nextInt(3) : 1;
          Convolution how = new Convolution(1, stride, 0, random.nextInt(taps), 1, dilation, 1);
          int[] image = {1 + random.nextInt(3), 1 + random.nextInt(40), 1, length};
          var one = ConvolutionCases.of(how, image, 1 + random.nextInt(20), 1, taps, 2000 + seed);
          (seed % 4 == 0 ? one.special(seed) : one).agreeWith(kernels);
          seed++;
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void kernelsOfOneByOneGiveTheBitsOfTheDefinition(Kernels kernels) {
    SplittableRandom random = new SplittableRandom(13);
    int[] channels = {1, 3, 40, 256, 384, 385, 512, 800};
    int[] outputs = {1, 5, 6, 7, 12, 13, 37, 150, 520};
    for (int done = 0; done < 120; ) {
      int[] image = {
        1 + random.nextInt(4),
        channels[random.nextInt(channels.length)],
        1 + random.nextInt(13),
        1 + random.nextInt(22)
      };
      int all = outputs[random.nextInt(outputs.length)];
      if ((long) image[0] * image[1] * image[2] * image[3] * all > MOST_WORK) {
        continue;
      }
      Workers.threads(1 + done % 3);
      var one = ConvolutionCases.of(how(1 + done / 2 % 3, 0, 1, 1), image, all, 1, 1, 1000 + done);
      (done % 4 == 0 ? one.special(done) : one).agreeWith(kernels);
      done++;
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void kernelsOfOneByOneReadZerosAfterTheEndOfTheImage(Kernels kernels) {
    SplittableRandom random = new SplittableRandom(17);
    int[][] sizes = {{4, 6, 4, 6}, {4, 2, 2, 4}, {1, 8, 1, 4}, {1, 1, 1, 1}, {2, 3, 4, 2}};
    for (int[] size : sizes) {
      var one =
          ConvolutionCases.of(how(2, 0, 1, 1), new int[] {2, 3, size[0], size[1]}, 5, 1, 1, 18);
      int[] of = {2, 5, size[2], size[3]};
      View g = FloatBits.view(FloatBits.ordinary(10 * size[2] * size[3], random), 3, of);
      new ConvolutionCases(one.how(), one.x(), one.weight(), one.bias(), g).agreeWith(kernels);
    }
  }

  private static Convolution how(int stride, int padding, int dilation, int groups) {
    return new Convolution(stride, stride, padding, padding, dilation, dilation, groups);
  }
}
