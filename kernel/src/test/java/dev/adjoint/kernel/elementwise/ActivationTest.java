package dev.adjoint.kernel.elementwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.kernel.math.DoubleMath;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ActivationTest {
  private static final double STEP = 1e-5;

  @FunctionalInterface
  interface Function {
    float at(float x);
  }

  @FunctionalInterface
  interface Slope {
    float at(float g, float x);
  }

  @FunctionalInterface
  interface DoubleSlope {
    double at(double g, double x);
  }

  /// The bounds that [FloatActivation] states.
  static Stream<Arguments> values() {
    return Stream.of(
        value("gelu", FloatActivation::gelu, DoubleActivation::gelu, -13, 6.3),
        value("gelu tanh", FloatActivation::geluTanh, DoubleActivation::geluTanh, -1, 42),
        value("silu", FloatActivation::silu, DoubleActivation::silu, -80, 2.7),
        value("mish", FloatActivation::mish, DoubleActivation::mish, -80, 3.9));
  }

  private static Arguments value(
      String name, Function f, DoubleUnaryOperator exact, double low, double ulps) {
    return Arguments.of(name, f, exact, low, ulps);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("values")
  void theErrorStaysWithinTheStatedBound(
      String name, Function f, DoubleUnaryOperator exact, double low, double ulps) {
    SplittableRandom random = new SplittableRandom(1);
    double most = 0;
    float worst = 0;
    for (int i = 0; i < 500_000; i++) {
      float x = (float) (i % 2 == 0 ? random.nextGaussian() : random.nextDouble(low, 20));
      double y = exact.applyAsDouble(x);
      double error = Math.abs(f.at(x) - y) / Math.ulp((float) y);
      if (!(error <= most)) {
        most = error;
        worst = x;
      }
    }
    assertThat(most).as("%s, worst at %s", name, worst).isLessThanOrEqualTo(ulps);
  }

  static Stream<Arguments> slopes() {
    return Stream.of(
        slope(
            "gelu",
            DoubleActivation::gelu,
            FloatActivation::geluGradient,
            DoubleActivation::geluGradient),
        slope(
            "gelu tanh",
            DoubleActivation::geluTanh,
            FloatActivation::geluTanhGradient,
            DoubleActivation::geluTanhGradient),
        slope(
            "silu",
            DoubleActivation::silu,
            FloatActivation::siluGradient,
            DoubleActivation::siluGradient),
        slope(
            "mish",
            DoubleActivation::mish,
            FloatActivation::mishGradient,
            DoubleActivation::mishGradient),
        slope(
            "softplus",
            DoubleMath::softplus,
            FloatActivation::softplusGradient,
            DoubleActivation::softplusGradient),
        slope(
            "log sigmoid",
            DoubleActivation::logSigmoid,
            FloatActivation::logSigmoidGradient,
            DoubleActivation::logSigmoidGradient),
        slope(
            "softsign",
            DoubleActivation::softsign,
            FloatActivation::softsignGradient,
            DoubleActivation::softsignGradient),
        slope(
            "tanhshrink",
            x -> x - Math.tanh(x),
            FloatActivation::tanhshrinkGradient,
            DoubleActivation::tanhshrinkGradient),
        slope(
            "relu6",
            DoubleActivation::relu6,
            FloatActivation::relu6Gradient,
            DoubleActivation::relu6Gradient),
        slope(
            "hardsigmoid",
            DoubleActivation::hardsigmoid,
            FloatActivation::hardsigmoidGradient,
            DoubleActivation::hardsigmoidGradient),
        slope(
            "hardswish",
            DoubleActivation::hardswish,
            FloatActivation::hardswishGradient,
            DoubleActivation::hardswishGradient));
  }

  private static Arguments slope(
      String name, DoubleUnaryOperator f, Slope floats, DoubleSlope doubles) {
    return Arguments.of(name, f, floats, doubles);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("slopes")
  void derivativesAreThoseOfTheValues(
      String name, DoubleUnaryOperator f, Slope floats, DoubleSlope doubles) {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 20_000; i++) {
      float x = (float) random.nextDouble(-9, 9);
      if (Math.abs(Math.abs(x) - 3) < 0.01 || Math.abs(x) < 0.01 || Math.abs(x - 6) < 0.01) {
        continue;
      }
      double numeric = (f.applyAsDouble(x + STEP) - f.applyAsDouble(x - STEP)) / (2 * STEP);
      assertThat(doubles.at(-1.5, x))
          .as("%s at %s", name, x)
          .isCloseTo(-1.5 * numeric, within(1e-8));
      double exact = doubles.at(-1.5, x);
      assertThat(floats.at(-1.5f, x))
          .as("%s at %s", name, x)
          .isCloseTo((float) exact, within(2e-6f));
    }
  }

  /// Computed with 30 digits by mpmath.
  @ParameterizedTest
  @CsvSource({
    "-0.5, -0.15426876936299345",
    "0.5, 0.34573123063700655",
    "-3, -0.0040496940948902836",
    "-7, -8.958687807200845e-12",
    "-12, -2.1317785344932148e-32",
    "3, 2.9959503059051097"
  })
  void geluIsExactInItsTail(double x, double expected) {
    assertThat(DoubleActivation.gelu(x)).isCloseTo(expected, within(3e-14 * Math.abs(expected)));
    assertThat(FloatActivation.gelu((float) x))
        .isCloseTo((float) expected, within(6.3f * Math.ulp((float) expected)));
  }

  @Test
  void theEdgesAreThoseOfTheFormula() {
    float infinity = Float.POSITIVE_INFINITY;
    assertThat(FloatActivation.gelu(infinity)).isEqualTo(infinity);
    assertThat(FloatActivation.silu(infinity)).isEqualTo(infinity);
    assertThat(FloatActivation.mish(infinity)).isEqualTo(infinity);
    assertThat(FloatActivation.geluTanh(infinity)).isEqualTo(infinity);
    assertThat(FloatActivation.gelu(-20f)).isEqualTo(-0f);
    assertThat(FloatActivation.mish(-200f)).isEqualTo(-0f);
    assertThat(DoubleActivation.gelu(-50)).isEqualTo(-0.0);
    assertThat(FloatActivation.geluGradient(1f, 20f)).isEqualTo(1f);
    assertThat(FloatActivation.siluGradient(1f, 200f)).isEqualTo(1f);
    assertThat(FloatActivation.mishGradient(1f, 200f)).isEqualTo(1f);
    assertThat(FloatActivation.geluTanhGradient(1f, 20f)).isEqualTo(1f);
    assertThat(FloatActivation.gelu(-infinity)).isEqualTo(-0f);
    assertThat(FloatActivation.silu(-infinity)).isEqualTo(-0f);
    assertThat(FloatActivation.mish(-infinity)).isEqualTo(-0f);
    assertThat(FloatActivation.hardswish(-infinity)).isEqualTo(-0f);
    assertThat(FloatActivation.softsign(-infinity)).isEqualTo(-1f);
  }
}
