package dev.adjoint.studio.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.serve.http.Refusal;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Strokes become the image that a network was trained on.
final class DrawingTest {

  private static final Drawing SEVEN = Drawing.of(List.of(List.of(0.1, 0.1, 0.3, 0.1, 0.2, 0.4)));

  @Test
  void inkIsScaledToTwentyOfTwentyEightPixelsAndItsMassIsInTheMiddle() {
    float[] seen = SEVEN.seen(28, 28);
    double mass = 0;
    double across = 0;
    double down = 0;
    int top = 28;
    int bottom = -1;
    for (int i = 0; i < seen.length; i++) {
      mass += seen[i];
      across += seen[i] * (i % 28 + 0.5);
      int row = i / 28;
      down += seen[i] * (row + 0.5);
      if (seen[i] > 0.5) {
        top = Math.min(top, i / 28);
        bottom = Math.max(bottom, i / 28);
      }
    }
    assertThat(across / mass).isCloseTo(14, within(0.3));
    assertThat(down / mass).isCloseTo(14, within(0.3));
    assertThat(bottom - top + 1).isBetween(19, 21);
  }

  @Test
  void theSameDrawingElsewhereAndSmallerIsSeenAlike() {
    Drawing moved =
        Drawing.of(List.of(List.of(0.6 + 0.05, 0.5 + 0.05, 0.6 + 0.15, 0.55, 0.7, 0.7)));
    float[] one = SEVEN.seen(28, 28);
    float[] other = moved.seen(28, 28);
    for (int i = 0; i < one.length; i++) {
      assertThat(other[i]).as("pixel %d", i).isCloseTo(one[i], within(0.01f));
    }
    assertThat(moved.asDrawn(28, 28)).isNotEqualTo(SEVEN.asDrawn(28, 28));
  }

  @Test
  void aDotIsNotBlownUpAndAnEmptyPadIsBlack() {
    float ink = 0;
    for (float each : Drawing.of(List.of(List.of(0.2, 0.9))).seen(28, 28)) {
      ink += each;
    }
    assertThat(ink).isBetween(2f, 12f);
    assertThat(new Drawing(List.of()).seen(28, 20)).containsOnly(0).hasSize(560);
  }

  @Test
  void wrongStrokesAreRefusedInWords() {
    assertThatThrownBy(() -> Drawing.of(List.of(List.of(0.5, 0.5), List.of(0.5, 1.5))))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "field strokes: stroke 2 is wrong; a stroke is a list of x and y in turn, each from 0 to 1");
    assertThatThrownBy(() -> Drawing.of(List.of(List.of("x", 0.5))))
        .hasMessageContaining("stroke 1 is wrong");
    assertThatThrownBy(() -> Drawing.of(List.of(Collections.nCopies(6002, 0.5))))
        .hasMessage(
            "field strokes: there are 3,001 points but at most 3,000 can be drawn; clear the pad");
  }
}
