package dev.adjoint.kernel.elementwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.kernel.Binary;
import dev.adjoint.kernel.Comparison;
import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.Storage.Booleans;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Storage.Ints;
import dev.adjoint.kernel.Storage.Longs;
import dev.adjoint.kernel.Unary;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.engine.ScalarKernels;
import dev.adjoint.kernel.engine.VectorKernels;
import dev.adjoint.kernel.strided.CopyCall;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class ElementwiseTest {
  private final Kernels kernels = new ScalarKernels();

  private float single(Unary f, float x) {
    Floats y = new Floats(new float[1]);
    kernels.run(new UnaryCall(f, View.contiguous(new Floats(new float[] {x})), View.contiguous(y)));
    return y.array()[0];
  }

  private double single(Unary f, double x) {
    Doubles y = new Doubles(new double[1]);
    kernels.run(
        new UnaryCall(f, View.contiguous(new Doubles(new double[] {x})), View.contiguous(y)));
    return y.array()[0];
  }

  @ParameterizedTest
  @CsvSource({
    "NEGATE, 2, -2",
    "NEGATE, 0, -0",
    "ABS, -3.5, 3.5",
    "SIGN, -0.2, -1",
    "SIGN, 7, 1",
    "SIGN, NaN, NaN",
    "RECIPROCAL, 4, 0.25",
    "RECIPROCAL, 0, Infinity",
    "SQUARE, -3, 9",
    "SQRT, 2.25, 1.5",
    "SQRT, -1, NaN",
    "RSQRT, 4, 0.5",
    "RSQRT, 0, Infinity",
    "EXP, 0, 1",
    "EXPM1, 0, 0",
    "LOG, 1, 0",
    "LOG1P, 0, 0",
    "SIN, 0, 0",
    "COS, 0, 1",
    "TAN, 0, 0",
    "ASIN, 0, 0",
    "ACOS, 1, 0",
    "ATAN, 0, 0",
    "SINH, 0, 0",
    "COSH, 0, 1",
    "TANH, 0, 0",
    "ERF, 0, 0",
    "SIGMOID, 0, 0.5",
    "SOFTPLUS, Infinity, Infinity",
    "RELU, -2, 0",
    "RELU, 2.5, 2.5",
    "RELU, NaN, NaN",
    "FLOOR, -1.5, -2",
    "CEIL, -1.5, -1",
    "ROUND, 2.5, 2",
    "ROUND, 3.5, 4",
    "ROUND, -0.4, -0"
  })
  void exactValuesOfBothPrecisions(Unary f, double x, double expected) {
    assertThat(single(f, x)).isEqualTo(Double.valueOf(expected));
    assertThat(single(f, (float) x)).isEqualTo(Float.valueOf((float) expected));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NOT")
  void singlePrecisionIsNearDoublePrecision(Unary f) {
    for (float x : new float[] {0.1f, 0.37f, 0.5f, 0.93f}) {
      float exact = (float) single(f, (double) x);
      assertThat(Math.abs(single(f, x) - exact)).isLessThanOrEqualTo(2 * Math.ulp(exact));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ADD, 2, 3, 5",
    "SUBTRACT, 2, 3, -1",
    "MULTIPLY, 2, 3, 6",
    "DIVIDE, 3, 2, 1.5",
    "DIVIDE, 1, 0, Infinity",
    "MINIMUM, 2, 3, 2",
    "MINIMUM, 2, NaN, NaN",
    "MINIMUM, 0, -0, -0",
    "MAXIMUM, 2, 3, 3",
    "MAXIMUM, NaN, 3, NaN",
    "MAXIMUM, -0, 0, 0",
    "POW, 2, 10, 1024",
    "POW, 4, -0.5, 0.5",
    "ATAN2, 0, 1, 0",
    "RELU_GRADIENT, 5, 0.1, 5",
    "RELU_GRADIENT, 5, 0, 0",
    "RELU_GRADIENT, 5, -1, 0",
    "SIGMOID_GRADIENT, 4, 0.25, 0.75",
    "TANH_GRADIENT, 4, 0.5, 3"
  })
  void exactValuesOfTwoArguments(Binary f, double a, double b, double expected) {
    Doubles y = new Doubles(new double[1]);
    kernels.run(
        new BinaryCall(f, one(new double[] {a}), one(new double[] {b}), View.contiguous(y)));
    assertThat(y.array()[0]).isEqualTo(Double.valueOf(expected));
    for (Kernels each : List.of(kernels, new VectorKernels())) {
      View left = View.contiguous(new Floats(new float[] {(float) a}));
      View right = View.contiguous(new Floats(new float[] {(float) b}));
      Floats single = new Floats(new float[1]);
      each.run(new BinaryCall(f, left, right, View.contiguous(single)));
      assertThat(single.array()[0]).isEqualTo(Float.valueOf((float) expected));
    }
  }

  private static View one(double[] value) {
    return View.contiguous(new Doubles(value));
  }

  @ParameterizedTest
  @CsvSource({
    "ADD, 7, 3, 10",
    "SUBTRACT, 7, 3, 4",
    "MULTIPLY, 7, -3, -21",
    "DIVIDE, -7, 2, -3",
    "MINIMUM, 7, -3, -3",
    "MAXIMUM, 7, -3, 7",
    "POW, 3, 4, 81",
    "POW, -2, 3, -8",
    "POW, 5, 0, 1"
  })
  void wholeNumbersOfBothWidths(Binary f, int a, int b, int expected) {
    Ints ints = new Ints(new int[1]);
    View left = View.contiguous(new Ints(new int[] {a}));
    kernels.run(
        new BinaryCall(f, left, View.contiguous(new Ints(new int[] {b})), View.contiguous(ints)));
    assertThat(ints.array()[0]).isEqualTo(expected);
    Longs longs = new Longs(new long[1]);
    View wide = View.contiguous(new Longs(new long[] {a}));
    kernels.run(
        new BinaryCall(
            f, wide, View.contiguous(new Longs(new long[] {b})), View.contiguous(longs)));
    assertThat(longs.array()[0]).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"NEGATE, -5, 5", "ABS, -5, 5", "SIGN, -5, -1", "SQUARE, -5, 25", "RELU, -5, 0"})
  void wholeNumbersOfOneArgument(Unary f, int x, int expected) {
    Ints ints = new Ints(new int[1]);
    kernels.run(new UnaryCall(f, View.contiguous(new Ints(new int[] {x})), View.contiguous(ints)));
    assertThat(ints.array()[0]).isEqualTo(expected);
    Longs longs = new Longs(new long[1]);
    kernels.run(
        new UnaryCall(f, View.contiguous(new Longs(new long[] {x})), View.contiguous(longs)));
    assertThat(longs.array()[0]).isEqualTo(expected);
  }

  @Test
  void truthHasItsOwnFunctions() {
    View a = View.contiguous(new Booleans(new boolean[] {false, false, true, true}), 4);
    View b = View.contiguous(new Booleans(new boolean[] {false, true, false, true}), 4);
    Booleans y = new Booleans(new boolean[4]);
    View to = View.contiguous(y, 4);
    kernels.run(new BinaryCall(Binary.AND, a, b, to));
    assertThat(y.array()).containsExactly(false, false, false, true);
    kernels.run(new BinaryCall(Binary.OR, a, b, to));
    assertThat(y.array()).containsExactly(false, true, true, true);
    kernels.run(new BinaryCall(Binary.XOR, a, b, to));
    assertThat(y.array()).containsExactly(false, true, true, false);
    kernels.run(new UnaryCall(Unary.NOT, a, to));
    assertThat(y.array()).containsExactly(true, true, false, false);
    kernels.run(new CompareCall(Comparison.LESS, a, b, to));
    assertThat(y.array()).containsExactly(false, true, false, false);
    kernels.run(new CompareCall(Comparison.GREATER_OR_EQUAL, a, b, to));
    assertThat(y.array()).containsExactly(true, false, true, true);
  }

  @ParameterizedTest
  @EnumSource
  void comparisonsOfEveryNumberType(Comparison f) {
    double[] left = {1, 2, 3};
    double[] right = {2, 2, 2};
    boolean[] expected =
        switch (f) {
          case EQUAL -> new boolean[] {false, true, false};
          case NOT_EQUAL -> new boolean[] {true, false, true};
          case LESS -> new boolean[] {true, false, false};
          case LESS_OR_EQUAL -> new boolean[] {true, true, false};
          case GREATER -> new boolean[] {false, false, true};
          case GREATER_OR_EQUAL -> new boolean[] {false, true, true};
        };
    Stream<Storage> kinds =
        Stream.of(
            new Doubles(new double[3]),
            new Floats(new float[3]),
            new Ints(new int[3]),
            new Longs(new long[3]));
    kinds.forEach(kind -> {
      View a = View.contiguous(kind, 3);
      View b = View.contiguous(kind.allocate(3), 3);
      kernels.run(new CopyCall(View.contiguous(new Doubles(left), 3), a));
      kernels.run(new CopyCall(View.contiguous(new Doubles(right), 3), b));
      Booleans y = new Booleans(new boolean[3]);
      kernels.run(new CompareCall(f, a, b, View.contiguous(y, 3)));
      assertThat(y.array()).isEqualTo(expected);
    });
  }

  @ParameterizedTest
  @EnumSource
  void nanIsUnequalToEverything(Comparison f) {
    View nan = View.contiguous(new Floats(new float[] {Float.NaN}));
    Booleans y = new Booleans(new boolean[1]);
    kernels.run(new CompareCall(f, nan, nan, View.contiguous(y)));
    assertThat(y.array()[0]).isEqualTo(f == Comparison.NOT_EQUAL);
  }

  @Test
  void aFunctionThatTheElementTypeLacksIsRefused() {
    View ints = View.contiguous(new Ints(new int[1]));
    assertThatThrownBy(() -> kernels.run(new UnaryCall(Unary.SQRT, ints, ints)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "sqrt: not defined for the element type I32; convert to another element type first");
    View floats = View.contiguous(new Floats(new float[1]));
    assertThatThrownBy(
            () -> new VectorKernels().run(new BinaryCall(Binary.AND, floats, floats, floats)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "and: not defined for the element type F32; convert to another element type first");
    View doubles = View.contiguous(new Doubles(new double[1]));
    assertThatThrownBy(() -> kernels.run(new UnaryCall(Unary.NOT, doubles, doubles)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "not: not defined for the element type F64; convert to another element type first");
  }

  @Test
  void wholeNumbersCannotBeDividedByZero() {
    View zero = View.contiguous(new Longs(new long[1]));
    assertThatThrownBy(() -> kernels.run(new BinaryCall(Binary.DIVIDE, zero, zero, zero)))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void wholeNumbersHaveNoNegativePowers() {
    View one = View.contiguous(new Ints(new int[] {1}));
    View minusThree = View.contiguous(new Ints(new int[] {-3}));
    assertThatThrownBy(() -> kernels.run(new BinaryCall(Binary.POW, one, minusThree, one)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage(
            "pow: the base is the integer 1 and the exponent -3, and integers have no fractions; use exponents of at least 0, or convert both with to(ElementType.F32)");
  }
}
