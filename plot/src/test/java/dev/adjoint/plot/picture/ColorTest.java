package dev.adjoint.plot.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ColorTest {

  @Test
  void mixKeepsItsEndsAndLiesBetweenThem() {
    assertThat(Palette.BLUE.mix(Palette.ORANGE, 0)).isEqualTo(Palette.BLUE);
    assertThat(Palette.BLUE.mix(Palette.ORANGE, 1)).isEqualTo(Palette.ORANGE);
    Color gray = Color.of(0).mix(Color.WHITE, 0.5);
    assertThat(gray.red()).isEqualTo(gray.green()).isEqualTo(gray.blue());
    assertThat(gray.lightness()).isBetween(0.49, 0.51);
  }

  @Test
  void theSequentialRampDarkensEvenly() {
    double before = 2;
    for (int i = 0; i <= 20; i++) {
      double lightness = Palette.sequential(i / 20.0).lightness();
      assertThat(lightness).isLessThan(before);
      before = lightness;
    }
    assertThat(Palette.sequential(-3)).isEqualTo(Palette.sequential(0));
  }

  @Test
  void textOnAnyColourIsReadable() {
    assertThat(Palette.on(Palette.sequential(0))).isEqualTo(Palette.INK);
    assertThat(Palette.on(Palette.sequential(1))).isEqualTo(Color.WHITE);
  }

  @Test
  void componentsHaveARange() {
    assertThatThrownBy(() -> new Color(0, 256, 0, 255))
        .hasMessage("color: a component is 0 to 255, but green is 256; scale it to that range");
  }
}
