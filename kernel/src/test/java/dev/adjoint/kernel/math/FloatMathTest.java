package dev.adjoint.kernel.math;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.kernel.FloatBits;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FloatMathTest {
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  /// The bounds that [FloatMath] states.
  static Stream<Arguments> bounds() {
    return Stream.of(
        row("exp", FloatMath::exp, StrictMath::exp, 0.9),
        row("log", FloatMath::log, StrictMath::log, 0.94),
        row("tanh", FloatMath::tanh, StrictMath::tanh, 1.37),
        row("erf", FloatMath::erf, DoubleMath::erf, 1.02),
        row("sigmoid", FloatMath::sigmoid, DoubleMath::sigmoid, 1.65),
        row("softplus", FloatMath::softplus, DoubleMath::softplus, 1.91),
        row("sin", FloatMath::sin, StrictMath::sin, 1.53),
        row("cos", FloatMath::cos, StrictMath::cos, 1.53));
  }

  private static Arguments row(String name, Function f, DoubleUnaryOperator exact, double ulps) {
    return Arguments.of(name, f, exact, ulps);
  }

  @FunctionalInterface
  interface Function {
    float at(float x);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bounds")
  void theErrorStaysWithinTheStatedBound(
      String name, Function f, DoubleUnaryOperator exact, double ulps) {
    SplittableRandom random = new SplittableRandom(1);
    float[] everywhere = FloatBits.everyExponent(random);
    float[] inTraining = FloatBits.ordinary(200_000, random);
    for (float[] values : new float[][] {everywhere, inTraining}) {
      float worst = 0f;
      double most = 0;
      for (float x : values) {
        double error = error(f.at(x), exact.applyAsDouble(x));
        if (!(error <= most)) {
          worst = x;
          most = error;
        }
      }
      assertThat(most).as("%s, worst at %s", name, worst).isLessThanOrEqualTo(ulps);
    }
  }

  /// All of F32, some minutes for each function; beyond [FloatMath#ANGLE_MOST] sine and cosine are
  /// `StrictMath` itself and slow, so those arguments are left out.
  @ParameterizedTest(name = "{0}")
  @MethodSource("bounds")
  @EnabledIfSystemProperty(named = "adjoint.every.float", matches = "true")
  void theErrorStaysWithinTheStatedBoundForEveryFloat(
      String name, Function f, DoubleUnaryOperator exact, double ulps) {
    boolean angle = name.equals("sin") || name.equals("cos");
    double most =
        IntStream.range(0, 1 << 16)
            .parallel()
            .mapToDouble(high -> worst(high << 16, angle, f, exact))
            .max()
            .orElseThrow();
    assertThat(most).isLessThanOrEqualTo(ulps);
  }

  private static double worst(int high, boolean angle, Function f, DoubleUnaryOperator exact) {
    double most = 0;
    for (int low = 0; low < 1 << 16; low++) {
      float x = Float.intBitsToFloat(high | low);
      if (!angle || Math.abs(x) <= FloatMath.ANGLE_MOST) {
        most = Math.max(most, error(f.at(x), exact.applyAsDouble(x)));
      }
    }
    return most;
  }

  /// In units of the last place; 0 where both are NaN, infinite or overflow, NaN if only one is.
  private static double error(float y, double exact) {
    float rounded = (float) exact;
    if (Float.floatToIntBits(y) == Float.floatToIntBits(rounded) && !Float.isFinite(y)) {
      return 0;
    }
    if (Float.isFinite(y) != Float.isFinite(rounded)) {
      return Double.NaN;
    }
    return Math.abs(y - exact) / Math.ulp(rounded);
  }

  @Test
  void theEdgesAreThoseOfTheMathematics() {
    assertThat(FloatMath.exp(-INFINITY)).isEqualTo(0f);
    assertThat(FloatMath.exp(INFINITY)).isEqualTo(INFINITY);
    assertThat(FloatMath.exp(0f)).isEqualTo(1f);
    assertThat(FloatMath.exp(-0f)).isEqualTo(1f);
    assertThat(FloatMath.exp(88.8f)).isEqualTo(INFINITY);
    assertThat(FloatMath.exp(-103.9f)).isEqualTo(Float.MIN_VALUE);
    assertThat(FloatMath.exp(-104f)).isEqualTo(0f);
    assertThat(FloatMath.log(0f)).isEqualTo(-INFINITY);
    assertThat(FloatMath.log(-0f)).isEqualTo(-INFINITY);
    assertThat(FloatMath.log(1f)).isEqualTo(0f);
    assertThat(FloatMath.log(INFINITY)).isEqualTo(INFINITY);
    assertThat(FloatMath.log(-1f)).isNaN();
    assertThat(FloatMath.tanh(INFINITY)).isEqualTo(1f);
    assertThat(FloatMath.tanh(-INFINITY)).isEqualTo(-1f);
    assertThat(FloatMath.erf(-INFINITY)).isEqualTo(-1f);
    assertThat(FloatMath.sigmoid(-INFINITY)).isEqualTo(0f);
    assertThat(FloatMath.sigmoid(INFINITY)).isEqualTo(1f);
    assertThat(FloatMath.softplus(-INFINITY)).isEqualTo(0f);
    assertThat(FloatMath.softplus(INFINITY)).isEqualTo(INFINITY);
    assertThat(FloatMath.sin(INFINITY)).isNaN();
    assertThat(FloatMath.cos(-INFINITY)).isNaN();
  }

  @Test
  void oddFunctionsKeepTheSignOfZero() {
    for (Function f : new Function[] {FloatMath::tanh, FloatMath::erf, FloatMath::sin}) {
      assertThat(Float.floatToRawIntBits(f.at(-0f))).isEqualTo(Float.floatToRawIntBits(-0f));
      assertThat(Float.floatToRawIntBits(f.at(0f))).isZero();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bounds")
  void nanGivesNan(String name, Function f) {
    assertThat(f.at(Float.NaN)).as(name).isNaN();
  }

  /// Computed with 30 digits by mpmath.
  @ParameterizedTest
  @CsvSource({
    "1e-10, 1.128379167095512615e-10",
    "0.1, 0.1124629160182848984",
    "0.3, 0.32862675945912741619",
    "0.46875, 0.49261347321793799159",
    "0.5, 0.52049987781304653768",
    "1, 0.84270079294971486934",
    "1.5, 0.96610514647531072707",
    "2.5, 0.99959304798255504106",
    "3.9, 0.99999996520775140277",
    "4.1, 0.99999999329997234592",
    "5, 0.99999999999846254021",
    "5.9, 0.9999999999999999281"
  })
  void erfOfDoublesIsExactToTheLastDigits(double x, double expected) {
    assertThat(Math.abs(DoubleMath.erf(x) - expected)).isLessThanOrEqualTo(2 * Math.ulp(expected));
    assertThat(DoubleMath.erf(-x)).isEqualTo(-DoubleMath.erf(x));
  }

  @Test
  void erfOfDoublesEndsAtOne() {
    assertThat(DoubleMath.erf(6)).isEqualTo(1);
    assertThat(DoubleMath.erf(Double.NEGATIVE_INFINITY)).isEqualTo(-1);
    assertThat(DoubleMath.erf(Double.NaN)).isNaN();
  }
}
