package dev.adjoint.plot.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumberTextTest {

  @Test
  void roundsToSignificantDigitsWithoutNeedlessZeros() {
    assertThat(NumberText.of(0.227138, 6)).isEqualTo("0.227138");
    assertThat(NumberText.of(-0.39092, 6)).isEqualTo("−0.39092");
    assertThat(NumberText.of(1.6191548740856, 6)).isEqualTo("1.61915");
    assertThat(NumberText.of(220, 6)).isEqualTo("220");
    assertThat(NumberText.of(99999.96, 6)).isEqualTo("100000");
    assertThat(NumberText.of(-0.0, 6)).isEqualTo("0");
  }

  @Test
  void usesPowersOfTenForTheVerySmallAndVeryLarge() {
    assertThat(NumberText.of(-1.24485e-19, 6)).isEqualTo("−1.24485×10⁻¹⁹");
    assertThat(NumberText.of(0.0001, 3)).isEqualTo("0.0001");
    assertThat(NumberText.of(0.00001, 3)).isEqualTo("1×10⁻⁵");
    assertThat(NumberText.of(2.5e7, 3)).isEqualTo("2.5×10⁷");
    assertThat(NumberText.powerOfTen(-12)).isEqualTo("10⁻¹²");
  }

  @Test
  void namesWhatIsNotFinite() {
    assertThat(NumberText.of(Double.NaN, 3)).isEqualTo("NaN");
    assertThat(NumberText.of(Double.NEGATIVE_INFINITY, 3)).isEqualTo("−∞");
    assertThat(NumberText.fixed(Double.POSITIVE_INFINITY, 2)).isEqualTo("∞");
  }

  @Test
  void fixedKeepsItsDecimals() {
    assertThat(NumberText.fixed(1.5, 2)).isEqualTo("1.50");
    assertThat(NumberText.fixed(-0.001, 2)).isEqualTo("0.00");
    assertThat(NumberText.fixed(-12, 0)).isEqualTo("−12");
  }
}
