package dev.adjoint.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class ArgumentsTest {

  private static final String USAGE =
      """
      usage: command [OPTION VALUE]…
        --rounds N         how often
        --names LIST       of whom
      """;

  @Test
  void givenValuesStandForUsualOnes() {
    Arguments none = Arguments.parse(USAGE);
    Arguments some = Arguments.parse(USAGE, "--rounds", "3", "--names", "a,b");

    assertThat(none.count("--rounds", 7)).isEqualTo(7);
    assertThat(none.list("--names", "c")).containsExactly("c");
    assertThat(none.has("--rounds")).isFalse();
    assertThat(some.count("--rounds", 7)).isEqualTo(3);
    assertThat(some.number("--rounds", 7)).isEqualTo(3);
    assertThat(some.list("--names", "c")).containsExactly("a", "b");
    assertThat(some.has("--rounds")).isTrue();
  }

  @Test
  void noneIsAnEmptyList() {
    assertThat(Arguments.parse(USAGE, "--names", "none").list("--names", "c")).isEmpty();
  }

  @Test
  void whatTheUsageDoesNotMentionIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Arguments.parse(USAGE, "--round", "3"))
        .withMessage("there is no option --round");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Arguments.parse(USAGE, "usage:", "3"))
        .withMessage("there is no option usage:");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Arguments.parse(USAGE, "--rounds"))
        .withMessage("--rounds needs a value");
  }

  @Test
  void whatIsNoNumberIsNamed() {
    Arguments half = Arguments.parse(USAGE, "--rounds", "2.5");
    Arguments negative = Arguments.parse(USAGE, "--rounds", "-1");

    assertThat(half.number("--rounds", 1)).isEqualTo(2.5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> half.count("--rounds", 1))
        .withMessage("--rounds must be a whole number from 0 up but is 2.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> negative.number("--rounds", 1))
        .withMessage("--rounds must be a number from 0 up but is -1");
  }
}
