package dev.adjoint.plot.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.plot.picture.Mark;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Picture;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FurtherChartsTest {

  private static List<Mark.Rectangle> rectangles(Picture picture) {
    return picture.marks().stream()
        .filter(Mark.Rectangle.class::isInstance)
        .map(Mark.Rectangle.class::cast)
        .toList();
  }

  @Test
  void barsAreAsLongAsTheirNumbers() {
    Picture picture =
        new BarChart(
                "Importance",
                "rise",
                List.of(
                    new BarChart.Bar("one", 4, 0.5),
                    new BarChart.Bar("two", 1, 0),
                    new BarChart.Bar("three", -2, 0)))
            .toPicture();
    List<Mark.Rectangle> bars = rectangles(picture);
    double unit = bars.get(1).box().width();
    assertThat(bars.get(0).box().width()).isEqualTo(4 * unit);
    assertThat(bars.get(2).box().right()).isEqualTo(bars.get(0).box().x());
    assertThat(bars.get(2).fill()).isEqualTo(Palette.ORANGE);
    bars.forEach(bar -> assertThat(bar.box().right()).isLessThan(picture.width()));
  }

  @Test
  void aBarThatIsNotFiniteIsRefused() {
    assertThatThrownBy(() -> new BarChart.Bar("one", Double.NaN, 0))
        .hasMessage(
            "bar chart: the bar of one has the value NaN and the deviation 0.0 but both must be finite, the deviation at least 0; leave it out");
    assertThatThrownBy(() -> new BarChart("", "", List.of()))
        .hasMessage("bar chart: there is no bar; give at least one");
  }

  @Test
  void aHistogramCountsEveryFiniteNumberOnce() {
    double[] values = new double[403];
    for (int i = 0; i < 400; i++) {
      values[i] = Math.sin(i);
    }
    values[400] = Double.NaN;
    values[401] = Double.POSITIVE_INFINITY;
    HistogramSeries histogram = HistogramSeries.of("", values, Palette.BLUE);
    assertThat(Arrays.stream(histogram.counts()).sum()).isEqualTo(401);
    assertThat(histogram.counts()).hasSize(20);
    assertThat(HistogramSeries.of("", new double[] {3, 3, 3}, Palette.BLUE).edges()[0])
        .isLessThan(3);
  }

  @Test
  void imagesOfAGalleryDoNotOverlap() {
    float[][][] pixels = new float[1][4][2];
    pixels[0][0][0] = 1;
    List<Gallery.Item> items =
        List.of(
            new Gallery.Item(pixels, List.of("a"), true),
            new Gallery.Item(new float[3][2][4], List.of("b", "c"), false),
            new Gallery.Item(pixels, List.of(), true));
    Picture picture = new Gallery("Best", 2, items).toPicture();
    List<Mark.Rectangle> frames = rectangles(picture);
    assertThat(frames).hasSize(3);
    assertThat(frames.get(0).box().right()).isLessThan(frames.get(1).box().x());
    assertThat(frames.get(0).box().bottom()).isLessThan(frames.get(2).box().y());
    assertThat(frames.get(1).box().right()).isLessThan(picture.width());
    assertThat(picture.toSvg()).contains("Best").contains(">c<");
  }
}
