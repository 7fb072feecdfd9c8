package dev.adjoint.plot.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LetteringTest {
  private static final Lettering TEXT = Lettering.of(10, Palette.INK);

  @Test
  void hasAGlyphForEveryAsciiCharacterGreekLetterAndSignOfTheLessons() {
    var ascii = new StringBuilder();
    for (char c = ' '; c <= '~'; c++) {
      ascii.append(c);
    }
    assertThat(StrokeFont.covers(ascii.toString())).isTrue();
    for (String expected :
        new String[] {
          "αβγδεζηθικλμνξοπρστυφχψω",
          "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ",
          "ŷ·×−±²³₀₁₂₃₄₅₆₇₈₉→←≤≥≈°…∂∇Δ⁻¹ᵀ⊙√∞≠",
          "éèêëñüöäåçšžÅØøæßğ",
          "x̄"
        }) {
      assertThat(
              expected
                  .codePoints()
                  .mapToObj(Character::toString)
                  .filter(c -> !StrokeFont.covers(c)))
          .isEmpty();
    }
    assertThat(StrokeFont.covers("损失函数的梯度（学习率）：，。")).isTrue();
    assertThat(StrokeFont.covers("龘")).isFalse();
  }

  @Test
  void accentsTakeNoRoom() {
    assertThat(TEXT.width("ŷ")).isEqualTo(TEXT.width("y"));
    assertThat(TEXT.width("x̄")).isEqualTo(TEXT.width("x"));
  }

  @Test
  void widthGrowsWithSizeWeightAndText() {
    assertThat(TEXT.width("")).isZero();
    assertThat(Lettering.of(20, Palette.INK).width("loss")).isEqualTo(2 * TEXT.width("loss"));
    assertThat(TEXT.bolder().width("loss")).isGreaterThan(TEXT.width("loss"));
    assertThat(TEXT.width("损失")).as("two ideographs are two ems and slack").isBetween(20.0, 24.0);
  }

  @Test
  void fitCutsWholeCharactersAndAddsDots() {
    assertThat(TEXT.fit("learning rate", 500)).isEqualTo("learning rate");
    String cut = TEXT.fit("learning rate", 45);
    assertThat(cut).endsWith("…").hasSizeLessThan(10);
    assertThat("learning rate").startsWith(cut.substring(0, cut.length() - 1));
    assertThat(TEXT.width(cut)).isLessThanOrEqualTo(45);
    assertThat(TEXT.fit("x̄x̄x̄x̄", TEXT.width("x̄…") + 0.1)).isEqualTo("x̄…");
    assertThat(TEXT.fit("loss", 0)).isEqualTo("…");
  }

  @Test
  void wrapBreaksBetweenWords() {
    assertThat(TEXT.wrap("the gradient of the loss", 70))
        .containsExactly("the gradient", "of the loss");
    assertThat(TEXT.wrap("损失函数的梯度", 45)).hasSizeGreaterThan(1).allMatch(l -> TEXT.width(l) <= 45);
    assertThat(TEXT.wrap("", 45)).isEmpty();
  }

  @Test
  void aChineseCharacterIsFilledWithinItsEmAndAPenDrawsTheLettersBesideIt() {
    assertThat(StrokeFont.outline("损失", TEXT)).isEmpty();
    assertThat(StrokeFont.filled("loss", TEXT)).isEmpty();
    assertThat(StrokeFont.outline("a失b", TEXT)).hasSameSizeAs(StrokeFont.outline("ab", TEXT));
    List<String> characters = "损失梯度学习率权重".codePoints().mapToObj(Character::toString).toList();
    for (String character : characters) {
      for (Segment segment : StrokeFont.filled(character, TEXT)) {
        if (segment instanceof Segment.Line(Point(double x, double y))) {
          assertThat(x).isBetween(0.0, 10.0);
          assertThat(y).isBetween(-9.5, 1.5);
        }
      }
      assertThat(StrokeFont.filled(character, TEXT)).hasSizeGreaterThan(12);
    }
  }

  @Test
  void aCharacterWithoutGlyphIsDrawnAsItsNumber() {
    var known = StrokeFont.outline("8", TEXT);
    var unknown = StrokeFont.outline("龘", TEXT);

    assertThat(unknown).hasSizeGreaterThan(known.size() * 2);
  }
}
