package dev.adjoint.kernel.convolution.depthwise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.kernel.Convolution;
import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.convolution.ConvolutionCases;
import dev.adjoint.kernel.convolution.direct.ConvolutionSizes;
import dev.adjoint.kernel.engine.ScalarKernels;
import dev.adjoint.kernel.engine.VectorKernels;
import dev.adjoint.kernel.work.Workers;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VectorDepthwiseTest {
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
  void theShapesOfKnownNetworksGiveTheBitsOfTheDefinitionOnAnyNumberOfThreads(Kernels kernels) {
    int threads = 0;
    for (int stride = 1; stride <= 2; stride++) {
      for (int size : new int[] {112, 56, 28, 14, 7}) {
        int channels = size > 50 ? 8 : 35;
        Convolution how = new Convolution(stride, stride, 1, 1, 1, 1, channels);
        Workers.threads(1 + threads++ % 3);
        int[] image = {size > 50 ? 1 : 3, channels, size, size};
        ConvolutionCases.of(how, image, channels, 3, 3, size).agreeWith(kernels);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void anyShapeGivesTheBitsOfTheDefinitionOnAnyNumberOfThreads(Kernels kernels) {
    SplittableRandom random = new SplittableRandom(31);
    for (int done = 0; done < 400; done++) {
      int stride = 1 + random.nextInt(2);
      boolean apart = stride == 1 && random.nextInt(3) == 0;
      int groups = 1 + random.nextInt(24);
      Convolution how =
          new Convolution(
              stride,
              stride,
              random.nextInt(4),
              random.nextInt(4),
              apart ? 1 + random.nextInt(4) : 1,
              apart ? 1 + random.nextInt(4) : 1,
              groups);
      int[] image = {
        1 + random.nextInt(3),
        groups,
        2 * how.dilationHeight() + 1 + random.nextInt(12),
        2 * how.dilationWidth() + 1 + random.nextInt(40)
      };
      Workers.threads(1 + done % 3);
      int outputs = groups * (1 + random.nextInt(3));
      var one = ConvolutionCases.of(how, image, outputs, 3, 3, done);
      (done % 4 == 0 ? one.special(done) : one).agreeWith(kernels);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void narrowChannelsGiveTheBitsOfTheDefinitionOnAnyNumberOfThreads(Kernels kernels) {
    SplittableRandom random = new SplittableRandom(32);
    for (int done = 0; done < 150; done++) {
      int stride = 1 + random.nextInt(2);
      int apart = stride == 1 && random.nextInt(3) == 0 ? 2 : 1;
      int groups = 16 * (1 + random.nextInt(4));
      int top = random.nextInt(3);
      int left = random.nextInt(3);
      Convolution how = new Convolution(stride, stride, top, left, apart, apart, groups);
      int[] image = {
        1 + random.nextInt(5),
        groups,
        2 * apart + 1 + random.nextInt(9),
        2 * apart + 1 + random.nextInt(stride == 1 ? 5 : 9)
      };
      Workers.threads(1 + done % 3);
      var one = ConvolutionCases.of(how, image, groups, 3, 3, done);
      (done % 4 == 0 ? one.special(done) : one).agreeWith(kernels);
    }
  }

  @Test
  void theSizesAloneDecide() {
    assertThat(lanes(8, 1, 1, 3, 1, 1)).isTrue();
    assertThat(lanes(64, 4, 2, 3, 1, 1)).isTrue();
    assertThat(lanes(64, 1, 1, 3, 2, 1)).as("dilation").isTrue();
    assertThat(lanes(64, 1, 2, 3, 2, 1)).as("dilation and stride").isFalse();
    assertThat(lanes(7, 1, 1, 3, 1, 1)).as("few groups").isFalse();
    assertThat(lanes(8, 5, 1, 3, 1, 1)).as("many outputs").isFalse();
    assertThat(lanes(8, 1, 3, 3, 1, 1)).as("stride").isFalse();
    assertThat(lanes(8, 1, 1, 5, 1, 1)).as("another kernel").isFalse();
    assertThat(lanes(8, 1, 1, 3, 1, 2)).as("two channels").isFalse();
  }

  private static boolean lanes(
      int groups, int outputs, int stride, int kernel, int dilation, int channels) {
    Convolution how = new Convolution(stride, stride, 1, 1, dilation, dilation, groups);
    int[] image = {1, groups * channels, 9, 9};
    var one = ConvolutionCases.of(how, image, groups * outputs, kernel, kernel, 1);
    return Depthwise.weight(ConvolutionSizes.of(how, one.x(), one.weight(), one.g()));
  }
}
