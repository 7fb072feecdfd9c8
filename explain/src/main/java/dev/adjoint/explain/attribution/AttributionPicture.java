package dev.adjoint.explain.attribution;

import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.Preprocessing;
import dev.adjoint.data.text.TextPreprocessing;
import dev.adjoint.data.text.Tokenizer;
import dev.adjoint.explain.document.Wording;
import dev.adjoint.explain.picture.PictureWords;
import dev.adjoint.pipeline.attribution.Attribution;
import dev.adjoint.plot.chart.ArrayChart;
import dev.adjoint.plot.chart.BarChart;
import dev.adjoint.plot.chart.ColorScale;
import dev.adjoint.plot.chart.WordChart;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.picture.Picture;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// The picture of an attribution: an image in colours, bars by column, or words in colours. Blue
/// raises the output and orange lowers it. The residual is always written below.
public final class AttributionPicture {

  private static final double SIZE = 280;
  private static final int MOST_BARS = 20;
  private static final int DIGITS = 4;

  private AttributionPicture() {}

  /// The picture.
  ///
  /// @param preprocessing that of the model
  public static Picture of(Attribution found, Preprocessing preprocessing, Wording words) {
    String title = title(found, words);
    String note = note(found, words);
    if (preprocessing.form() instanceof InputForm.Image image) {
      return image(found, image, title, note, words);
    }
    if (preprocessing instanceof TextPreprocessing texts
        && texts.encoder() instanceof Tokenizer
        && !found.parts().isEmpty()) {
      List<WordChart.Word> shown =
          found.parts().stream()
              .map(part -> new WordChart.Word(part.text().strip(), part.value()))
              .toList();
      return new WordChart(
              title,
              shown,
              ColorScale.signed(shown.stream().mapToDouble(WordChart.Word::value)),
              List.of(note))
          .toPicture();
    }
    List<BarChart.Bar> bars =
        found.parts().stream()
            .sorted(Comparator.comparingDouble(part -> -Math.abs(part.value())))
            .limit(MOST_BARS)
            .map(part ->
                new BarChart.Bar(
                    part.name().isEmpty() ? part.text() : part.name() + " = " + part.text(),
                    part.value(),
                    0))
            .toList();
    return new BarChart(title, note, bars).toPicture();
  }

  private static Picture image(
      Attribution found, InputForm.Image image, String title, String note, Wording words) {
    double[] sums = new double[image.height() * image.width()];
    for (int i = 0; i < found.values().length; i++) {
      sums[i % sums.length] += found.values()[i];
    }
    return new ArrayChart(
            title,
            1,
            SIZE,
            List.of(new ArrayChart.Panel("", image.height(), image.width(), sums)),
            ColorScale.signed(Arrays.stream(sums)),
            PictureWords.cells(words),
            List.of(note))
        .toPicture();
  }

  private static String title(Attribution found, Wording words) {
    return words.text(
        found.options().randomWeights() ? "attribution.random" : "attribution.title",
        found.options().method(),
        found.options().target().orElse(found.unit()));
  }

  /// Output, baseline, sum and residual in one sentence.
  public static String note(Attribution found, Wording words) {
    return words.text(
        "attribution.note",
        number(found.score()),
        number(found.baselineScore()),
        found.options().baseline().map(Object::toString).orElse(""),
        number(found.sum()),
        number(found.residual()));
  }

  private static String number(double value) {
    return NumberText.of(value, DIGITS);
  }
}
