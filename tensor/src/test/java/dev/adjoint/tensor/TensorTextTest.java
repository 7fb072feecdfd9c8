package dev.adjoint.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Expected texts are what PyTorch 1.13 prints, but for the differences that [TensorText] names.
class TensorTextTest {

  private static final float NAN = Float.NaN;
  private static final float INFINITE = Float.POSITIVE_INFINITY;

  @Test
  void wholeNumbersEndInAPoint() {
    assertThat(Tensor.of(new float[][] {{1, 2}, {3, -40}}))
        .hasToString(
            """
            tensor([[  1.,   2.],
                    [  3., -40.]])\
            """);
  }

  @Test
  void othersHaveFourDigitsAndColumnsLineUp() {
    assertThat(Tensor.of(new float[][] {{1.5f, -2}, {NAN, 0.25f}}))
        .hasToString(
            """
            tensor([[ 1.5000, -2.0000],
                    [    nan,  0.2500]])\
            """);
  }

  @Test
  void aSingleNumberHasNoBrackets() {
    assertThat(Tensor.scalar(3f)).hasToString("tensor(3.)");
    assertThat(Tensor.scalar(0.1f)).hasToString("tensor(0.1000)");
    assertThat(Tensor.scalar(ElementType.F64, 0.1)).hasToString("tensor(0.1000, F64)");
    assertThat(Tensor.scalar(ElementType.I64, -7)).hasToString("tensor(-7, I64)");
  }

  @Test
  void otherTypesAreNamed() {
    assertThat(Tensor.arange(8, 12, 1)).hasToString("tensor([ 8,  9, 10, 11], I64)");
    assertThat(Tensor.of(1, 2)).hasToString("tensor([1, 2], I32)");
    assertThat(Tensor.of(true, false)).hasToString("tensor([ true, false], BOOL)");
    assertThat(Tensor.of(Long.MIN_VALUE)).hasToString("tensor([-9223372036854775808], I64)");
  }

  @Test
  void matricesOfABatchAreSetApart() {
    assertThat(Tensor.arange(8).reshape(2, 2, 2))
        .hasToString(
            """
            tensor([[[0, 1],
                     [2, 3]],

                    [[4, 5],
                     [6, 7]]], I64)\
            """);
  }

  @Test
  void emptyTensorsShowTheirShape() {
    assertThat(Tensor.zeros(0)).hasToString("tensor([])");
    assertThat(Tensor.zeros(0, 3)).hasToString("tensor([], shape [0, 3])");
    assertThat(Tensor.zeros(ElementType.I64, 2, 0)).hasToString("tensor([], shape [2, 0], I64)");
  }

  @Test
  void aWideRangeTakesAnExponent() {
    assertThat(Tensor.of(1000f, 1f)).hasToString("tensor([1000.,    1.])");
    assertThat(Tensor.of(1001f, 1f)).hasToString("tensor([1.0010e+03, 1.0000e+00])");
    assertThat(Tensor.of(1e9f, 2e6f)).hasToString("tensor([1.0000e+09, 2.0000e+06])");
    assertThat(Tensor.of(0.00005f)).hasToString("tensor([5.0000e-05])");
    assertThat(Tensor.of(1e-5f, 1, 1000, INFINITE, 0))
        .hasToString("tensor([1.0000e-05, 1.0000e+00, 1.0000e+03,        inf, 0.0000e+00])");
  }

  @Test
  void whatIsNotFiniteOrZeroDoesNotDecideTheForm() {
    assertThat(Tensor.of(NAN, -INFINITE)).hasToString("tensor([ nan, -inf])");
    assertThat(Tensor.of(0f, -0f, NAN, 2f)).hasToString("tensor([ 0., -0., nan,  2.])");
  }

  @ParameterizedTest
  @CsvSource({
    "0.12345, 0.1235", // above the half: 0.123450000000000004174438572
    "0.00045, 0.0004", // below the half: 0.00044999999999999998685
    "2.00005, 2.0000", // below the half: 2.000049999999999883471
    "0.03125, 0.0312", // the half itself goes to the even digit
    "0.99999, 1.0000",
    "999999.99999, 1000000.0000",
    "1.5e300, 1.5000e+300",
    "9.99996e9, 1.0000e+10",
    "4.9e-324, 4.9407e-324"
  })
  void digitsAreRoundedFromTheExactValue(double number, String text) {
    assertThat(Tensor.of(ElementType.F64, number)).hasToString("tensor([" + text + "], F64)");
  }

  @Test
  void longRowsAreBrokenAtEightyColumns() {
    assertThat(Tensor.linspace(0, 1, 11))
        .hasToString(
            """
            tensor([0.0000, 0.1000, 0.2000, 0.3000, 0.4000, 0.5000, 0.6000, 0.7000, 0.8000,
                    0.9000, 1.0000])\
            """);
  }

  @Test
  void theMiddleOfLongAxesIsLeftOut() {
    assertThat(Tensor.arange(2000))
        .hasToString("tensor([   0,    1,    2, …, 1997, 1998, 1999], shape [2000], I64)");
    assertThat(Tensor.arange(1001 * 2).reshape(1001, 2))
        .hasToString(
            """
            tensor([[   0,    1],
                    [   2,    3],
                    [   4,    5],
                    …,
                    [1996, 1997],
                    [1998, 1999],
                    [2000, 2001]], shape [1001, 2], I64)\
            """);
    assertThat(Tensor.arange(1000).toString()).doesNotContain("…");
  }

  @Test
  void matricesInTheMiddleAreLeftOutToo() {
    assertThat(Tensor.ones(ElementType.I64, Shape.of(200, 1, 7)))
        .hasToString(
            """
            tensor([[[1, 1, 1, …, 1, 1, 1]],

                    [[1, 1, 1, …, 1, 1, 1]],

                    [[1, 1, 1, …, 1, 1, 1]],

                    …,

                    [[1, 1, 1, …, 1, 1, 1]],

                    [[1, 1, 1, …, 1, 1, 1]],

                    [[1, 1, 1, …, 1, 1, 1]]], shape [200, 1, 7], I64)\
            """);
  }

  @Test
  void onlyWhatIsShownDecidesTheForm() {
    Tensor x = Tensor.concat(0, Tensor.ones(500), Tensor.of(1e-9f), Tensor.ones(500));
    assertThat(x).hasToString("tensor([1., 1., 1., …, 1., 1., 1.], shape [1001])");
  }

  @Test
  void viewsShowTheirOwnElements() {
    Tensor x = Tensor.arange(4000).reshape(2, 2000).flip(1).transpose();
    assertThat(x.toString()).startsWith("tensor([[1999, 3999],\n        [1998, 3998],");
  }

  @Test
  void notesThatDoNotFitStartALine() {
    assertThat(Tensor.linspace(ElementType.F64, 0, 1, 9))
        .hasToString(
            """
            tensor([0.0000, 0.1250, 0.2500, 0.3750, 0.5000, 0.6250, 0.7500, 0.8750, 1.0000],
                   F64)\
            """);
  }
}
