package dev.adjoint.plot.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.plot.picture.Color;
import dev.adjoint.plot.picture.Drawn;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/// Arrays and words as colours: sign by hue, patterns with a legend, nothing cut off.
final class ArrayChartTest {

  @Test
  void blueIsPositiveAndOrangeNegative() {
    ColorScale scale = ColorScale.signed(DoubleStream.of(-3, 1, Double.NaN));
    Color positive = scale.color(3);
    Color negative = scale.color(-3);
    assertThat(positive.blue()).isGreaterThan(positive.red() + 50);
    assertThat(negative.red()).isGreaterThan(negative.blue() + 50);
    assertThat(scale.color(0).lightness()).isGreaterThan(0.9);
    assertThat(scale.color(0)).isEqualTo(Palette.diverging(0.5));
    assertThat(scale.isClipped(3)).isFalse();
    assertThat(ColorScale.signed(1).isClipped(-1.5)).isTrue();
  }

  @Test
  void patternsStandInTheLegendWhereTheyAreUsed() {
    boolean[] masked = {false, false, false, false, false, true};
    double[] values = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 5, 0.5, 0.1};
    Picture picture =
        chart(List.of(new ArrayChart.Panel("w", 2, 3, values, Optional.of(masked)))).toPicture();
    assertThat(texts(picture))
        .contains("not a number", "+∞", "−∞", "masked", "outside the scale", "w");
    Picture plain = chart(List.of(new ArrayChart.Panel("w", 1, 2, new double[2]))).toPicture();
    assertThat(texts(plain)).doesNotContain("not a number", "masked", "outside the scale");
    requireInside(picture);
    requireInside(plain);
  }

  @Test
  void manyPanelsOverlapNowhereAndStayInside() {
    List<ArrayChart.Panel> panels = new ArrayList<>();
    for (int i = 0; i < 13; i++) {
      panels.add(
          new ArrayChart.Panel(
              "a rather long caption " + i, 5, 3 + i % 2, new double[15 + 5 * (i % 2)]));
    }
    requireInside(chart(panels).toPicture());
  }

  @Test
  void wordsKeepTheirOrderAndStayInside() {
    List<WordChart.Word> words = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      words.add(new WordChart.Word("word" + i, i % 7 - 3));
    }
    Picture picture =
        new WordChart("Words", words, ColorScale.signed(3), List.of("A note.")).toPicture();
    assertThat(texts(picture)).containsSubsequence("word0", "word1", "word59", "A note.");
    requireInside(picture);
  }

  @Test
  void whatCannotBeDrawnIsRefused() {
    assertThatThrownBy(() -> new ArrayChart.Panel("", 2, 2, new double[3]))
        .hasMessage(
            "array chart: a panel of 2 rows and 2 columns has 3 values; give one for each cell");
    assertThatThrownBy(() -> chart(List.of()))
        .hasMessage("array chart: there are 0 panels in rows of 4; give at least one of each");
    assertThatThrownBy(() -> new WordChart("", List.of(), ColorScale.signed(1), List.of()))
        .hasMessage("word chart: there is no word; give at least one");
  }

  private static ArrayChart chart(List<ArrayChart.Panel> panels) {
    return new ArrayChart(
        "Arrays",
        4,
        90,
        panels,
        ColorScale.signed(1),
        ArrayChart.Words.ENGLISH,
        List.of("The range is −1 … 1."));
  }

  private static List<String> texts(Picture picture) {
    return Drawn.words(picture).stream().map(Drawn.Word::text).toList();
  }

  private static void requireInside(Picture picture) {
    List<Drawn.Word> words = Drawn.words(picture);
    for (int i = 0; i < words.size(); i++) {
      var box = words.get(i).box();
      assertThat(box.x()).isNotNegative();
      assertThat(box.right()).as(words.get(i).text()).isLessThanOrEqualTo(picture.width());
      assertThat(box.bottom()).isLessThanOrEqualTo(picture.height());
      for (int j = 0; j < i; j++) {
        assertThat(box.overlaps(words.get(j).box()))
            .as("%s over %s", words.get(i).text(), words.get(j).text())
            .isFalse();
      }
    }
  }
}
