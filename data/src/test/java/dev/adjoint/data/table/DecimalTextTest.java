package dev.adjoint.data.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.data.RandomStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTextTest {
  private static double parse(String text) {
    byte[] bytes = ("#" + text + "#").getBytes(StandardCharsets.UTF_8);
    return DecimalText.parse(bytes, 1, bytes.length - 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "1",
        "+1",
        "-12.5",
        ".5",
        "5.",
        "1e3",
        "1E-3",
        "1e+22",
        "1e23",
        "123456789012345",
        "1234567890123456",
        "0.1",
        "0.000001",
        "9007199254740993",
        "1.7976931348623157e308",
        "1e999",
        "4.9e-324",
        "1e-400",
        "00012.50",
        "123456789012345678901234567890",
        "0.30000000000000004"
      })
  void numbersAreThoseOfTheJdk(String text) {
    assertThat(parse(text)).isEqualTo(Double.parseDouble(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+",
        ".",
        "e5",
        "1e",
        "1e+",
        "1f",
        "1d",
        "0x1p3",
        "1,5",
        "1 2",
        "--1",
        "1.2.3",
        "NaN",
        "Infinity",
        "1_000",
        "abc",
        "1e5x",
        "１"
      })
  void anythingElseIsNoNumber(String text) {
    assertThat(parse(text)).isNaN();
  }

  @Test
  void randomNumbersComeBackToTheLastBit() {
    var random = RandomStream.of(7, "decimal");
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertThat(parse(Double.toString(value))).isEqualTo(value);
      }
      String shortText =
          String.format(Locale.ROOT, "%." + random.nextInt(8) + "f", random.nextGaussian() * 1e4);
      assertThat(parse(shortText)).isEqualTo(Double.parseDouble(shortText));
    }
  }

  @Test
  void namesOfWholeNumbersHaveNoPoint() {
    assertThat(DecimalText.name(3)).isEqualTo("3");
    assertThat(DecimalText.name(-0.5)).isEqualTo("-0.5");
    assertThat(DecimalText.name(1e20)).isEqualTo("1.0E20");
  }
}
