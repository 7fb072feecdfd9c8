package dev.adjoint.plot.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TicksTest {

  @Test
  void linearTicksAreRoundAndWrittenAlike() {
    assertThat(Ticks.linear(new Range(-0.04, 1.04), 5))
        .extracting(Ticks.Tick::label)
        .containsExactly("0", "0.5", "1.0");
    assertThat(Ticks.linear(new Range(-3, 4), 7))
        .extracting(Ticks.Tick::label)
        .containsExactly("−3", "−2", "−1", "0", "1", "2", "3", "4");
    assertThat(Ticks.linear(new Range(1e7, 3e7), 3))
        .extracting(Ticks.Tick::label)
        .containsExactly("1×10⁷", "2×10⁷", "3×10⁷");
    assertThat(Ticks.linear(new Range(1e-7, 3e-7), 3))
        .extracting(Ticks.Tick::label)
        .containsExactly("1×10⁻⁷", "2×10⁻⁷", "3×10⁻⁷");
  }

  @Test
  void logTicksArePowersOfTen() {
    assertThat(Ticks.log(new Range(1e-12, 1), 5))
        .extracting(Ticks.Tick::label)
        .containsExactly("10⁻¹²", "10⁻⁹", "10⁻⁶", "10⁻³", "1");
    assertThat(Ticks.log(new Range(0.008, 12), 5))
        .extracting(Ticks.Tick::label)
        .containsExactly("0.01", "0.1", "1", "10");
    assertThat(Ticks.log(new Range(0.3, 8), 5))
        .extracting(Ticks.Tick::label)
        .containsExactly("0.5", "1", "2", "5");
    assertThat(Ticks.log(new Range(1.2, 1.7), 5)).hasSizeGreaterThan(2);
  }

  @Test
  void rangesAreFiniteAndInOrder() {
    assertThatThrownBy(() -> new Range(2, 1))
        .hasMessage("range: min and max are finite and in order, but min is 2.0 and max is 1.0");
    assertThatThrownBy(() -> Axis.log("h").withRange(new Range(0, 1)))
        .hasMessage(
            "axis: a logarithmic range is above 0, but min is 0.0; use a linear axis or a min above"
                + " 0");
  }
}
