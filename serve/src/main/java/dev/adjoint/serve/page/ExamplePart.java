package dev.adjoint.serve.page;

import dev.adjoint.pipeline.Prediction;
import dev.adjoint.pipeline.quality.SampleView;
import dev.adjoint.serve.input.RatingInput;
import dev.adjoint.serve.model.Example;
import dev.adjoint.serve.model.ServedModel;
import java.util.List;
import java.util.stream.Collectors;

/// The part of the page with samples that the run held out, each with its true answer and that of
/// the model.
final class ExamplePart {

  private static final int LONGEST = 90;
  private static final int BYTE = 255;

  private ExamplePart() {}

  /// The HTML of the examples; nothing where there are none.
  ///
  /// @param path the address of the page
  static String of(ServedModel model, List<Example> examples, String path, PageWords words) {
    if (examples.isEmpty()) {
      return "";
    }
    StringBuilder html =
        new StringBuilder(
            "<h2 id=\"examples-title\">%s</h2>\n<p class=\"hint\">%s</p>\n<ul class=\"examples\">\n"
                .formatted(words.html("examples"), words.html("examples-hint")));
    for (int i = 0; i < examples.size(); i++) {
      Example example = examples.get(i);
      html.append(
          "<li%s><a href=\"%s?lang=%s&amp;example=%d#answer\">%s<span class=\"truth\">%s</span>%s</a></li>\n"
              .formatted(
                  example.isWrong() ? " class=\"wrong\"" : "",
                  path,
                  words.language(),
                  i,
                  view(model, example, words),
                  words.html("truth", example.truth()),
                  said(example, words)));
    }
    return html.append("</ul>\n").toString();
  }

  private static String said(Example example, PageWords words) {
    return example.answer() instanceof Prediction.OfClass && !example.isWrong()
        ? "<span class=\"said\">%s</span>".formatted(words.html("right"))
        : "<span class=\"said\">%s</span>".formatted(words.html("said", example.answer().text()));
  }

  private static String view(ServedModel model, Example example, PageWords words) {
    return switch (example.view()) {
      case SampleView.Image image ->
          "<img src=\"data:image/png;base64,%s\" width=\"%d\" height=\"%d\" alt=\"%s\">"
              .formatted(
                  Png.of(
                      image.width(),
                      image.height(),
                      (band, y, x) ->
                          BYTE * image.pixels()[Math.min(band, image.pixels().length - 1)][y][x]),
                  image.width(),
                  image.height(),
                  words.html("example-alt", example.truth()));
      case SampleView.Cells row when model.input() instanceof RatingInput ratings ->
          "<span class=\"cells\">%s</span>"
              .formatted(
                  Html.escaped(
                      row.cells().values().stream()
                          .map(ratings::title)
                          .collect(Collectors.joining(" · "))));
      case SampleView.Cells row ->
          "<span class=\"cells\">%s</span>"
              .formatted(
                  Html.escaped(
                      SampleView.shortened(
                          row.cells().entrySet().stream()
                              .map(cell -> cell.getKey() + " " + cell.getValue())
                              .collect(Collectors.joining(", ")),
                          LONGEST)));
      case SampleView.Text text ->
          "<span class=\"cells\">%s</span>"
              .formatted(Html.escaped(SampleView.shortened(text.text(), LONGEST)));
    };
  }
}
