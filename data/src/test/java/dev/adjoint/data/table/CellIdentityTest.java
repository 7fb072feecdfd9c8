package dev.adjoint.data.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.data.RandomStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CellIdentityTest {
  private static String key(String text) {
    return CellIdentity.NUMBER.key(text);
  }

  @Test
  void equalNumbersHaveOneKeyHoweverTheyAreWritten() {
    for (String one : List.of("1", "1.0", "+1", "1.", "1e0", "10e-1", "0.1E1", "1.000")) {
      assertThat(key(one)).as(one).isEqualTo("1");
    }
    for (String zero : List.of("0", "-0", "0.0", "0e5", "+.0")) {
      assertThat(key(zero)).as(zero).isEqualTo("0");
    }
    assertThat(key("-2.50")).isEqualTo("-2.5");
    assertThat(key(".5")).isEqualTo("0.5");
    assertThat(key("1e3")).isEqualTo("1000");
    assertThat(key("12e-300")).isEqualTo("12e-300");
    assertThat(key("1.2e-299")).isEqualTo("12e-300");
  }

  @Test
  void numbersBeyondDoublesStayDifferent() {
    assertThat(key("9007199254740992")).isNotEqualTo(key("9007199254740993"));
    assertThat(key("123456789012345678901234567890.0")).isEqualTo("123456789012345678901234567890");
    assertThat(key("0.1")).isNotEqualTo(key("0.1000000000000000055511151231257827"));
    assertThat(key("1e-400")).isNotEqualTo(key("0"));
  }

  @Test
  void aNeedlessLeadingZeroMakesAText() {
    for (String code : List.of("01234", "00", "-01", "+07", "007.5", "1e", "x", "1e9999999999")) {
      assertThat(key(code)).isEqualTo(code);
    }
    assertThat(CellIdentity.of(Column.of("zip", "01234", "1234"))).isEqualTo(CellIdentity.TEXT);
    assertThat(CellIdentity.of(Column.of("n", "1", "", "NA", "2.0", "0")))
        .isEqualTo(CellIdentity.NUMBER);
    assertThat(CellIdentity.of(Column.of("n", "1", "3+"))).isEqualTo(CellIdentity.TEXT);
    assertThat(CellIdentity.of(List.of("1", "1.0"))).isEqualTo(CellIdentity.TEXT);
  }

  @Test
  void keysAndOrderAreThoseOfExactArithmetic() {
    var random = RandomStream.of(5, "decimals");
    for (int trial = 0; trial < 2000; trial++) {
      String a = (random.nextInt(200) - 100) + "e" + (random.nextInt(60) - 30);
      String b = (random.nextInt(200) - 100) + "e" + (random.nextInt(60) - 30);
      int exact = new BigDecimal(a).compareTo(new BigDecimal(b));
      assertThat(key(a).equals(key(b))).as("%s and %s", a, b).isEqualTo(exact == 0);
      assertThat(Integer.signum(CellIdentity.ORDER.compare(key(a), key(b))))
          .as("%s and %s", a, b)
          .isEqualTo(exact);
    }
  }

  @Test
  void numbersComeBeforeTexts() {
    assertThat(Stream.of("b", "10", "a", "9", "-1").sorted(CellIdentity.ORDER))
        .containsExactly("-1", "9", "10", "a", "b");
  }
}
