package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Normalisation in F32 of numbers around an offset, against the formula in F64: the bounds are
/// below the errors of PyTorch 2.13 for the same kind of numbers.
class NormalizationAccuracyTest {
  private static final double EPSILON = 1e-5;
  private static final int ROWS = 8;

  static Stream<Arguments> cases() {
    return Stream.of(
        Arguments.of(0, 16, 3e-7),
        Arguments.of(0, 768, 1e-6),
        Arguments.of(10, 64, 6e-7),
        Arguments.of(100, 16, 3e-6),
        Arguments.of(100, 64, 3e-6),
        Arguments.of(100, 768, 2e-6),
        Arguments.of(10_000, 64, 2e-4));
  }

  private static double[] normal(int count, double offset, SplittableRandom random) {
    double[] numbers = new double[count];
    Arrays.setAll(numbers, i -> offset + random.nextGaussian());
    return numbers;
  }

  @ParameterizedTest(name = "offset {0}, {1} numbers")
  @MethodSource("cases")
  void valuesAndGradientsAreAsExactAsTheMean(double offset, int n, double bound) {
    SplittableRandom random = new SplittableRandom(7);
    Shape shape = Shape.of(ROWS, n);
    Tensor x =
        Tensor.of(ElementType.F64, normal(ROWS * n, offset, random), shape).to(ElementType.F32);
    Tensor g = Tensor.of(ElementType.F64, normal(ROWS * n, 0, random), shape).to(ElementType.F32);
    check("layer norm", x, g, a -> a.layerNorm(Shape.of(n), EPSILON), bound);
    check(
        "batch norm",
        x,
        g,
        a -> a.transpose(0, 1).batchNorm(Optional.empty(), EPSILON).transpose(0, 1),
        bound);
    check(
        "variance",
        x,
        g,
        a -> a.subtract(a.mean(KeepAxes.YES, 1)).divide(a.std(0, KeepAxes.YES, 1)),
        bound);
    check(
        "rms norm",
        x,
        g,
        a -> a.multiply(a.square().mean(KeepAxes.YES, 1).add(EPSILON).rsqrt()),
        5e-7);
  }

  private static void check(
      String name, Tensor x, Tensor g, UnaryOperator<Tensor> norm, double bound) {
    Tensor single = x.requiresGrad();
    Tensor exact = x.to(ElementType.F64).requiresGrad();
    Tensor y = norm.apply(single);
    Tensor expected = norm.apply(exact);
    assertThat(error(y, expected)).as(name).isLessThan(bound);
    Tensor slope = Gradients.of(y.multiply(g).sum(), single)[0];
    Tensor exactSlope = Gradients.of(expected.multiply(g.to(ElementType.F64)).sum(), exact)[0];
    assertThat(error(slope, exactSlope)).as("gradient of %s", name).isLessThan(bound);
  }

  /// The largest difference, divided by the largest result.
  private static double error(Tensor found, Tensor exact) {
    double[] difference = found.to(ElementType.F64).subtract(exact).abs().toDoubleArray();
    double[] size = exact.abs().toDoubleArray();
    return Arrays.stream(difference).max().orElseThrow() / Arrays.stream(size).max().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e15, 1e20, 1e25, 1e30})
  void rowsWhoseSquaresAreBeyondF32AreNormalised(double size) {
    SplittableRandom random = new SplittableRandom(8);
    Shape shape = Shape.of(ROWS, 70);
    Tensor x =
        Tensor.of(ElementType.F64, normal(ROWS * 70, 1, random), shape)
            .multiply(size)
            .to(ElementType.F32);
    Tensor g = Tensor.of(ElementType.F64, normal(ROWS * 70, 0, random), shape).to(ElementType.F32);
    check("layer norm", x, g, a -> a.layerNorm(Shape.of(70), EPSILON), 2e-6);
  }
}
