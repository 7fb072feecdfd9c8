package dev.adjoint.serve.page;

import dev.adjoint.pipeline.Prediction;
import dev.adjoint.pipeline.input.Inputs;
import dev.adjoint.serve.input.RatingInput;
import dev.adjoint.serve.model.Explanations;
import dev.adjoint.serve.model.ServedModel;
import dev.adjoint.serve.protocol.Answers;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The part of the page that answers: the five best classes as bars, or the number, and what the
/// network sees.
final class AnswerPart {

  private static final int TOP = 5;
  private static final int MOST_SEEN = 256 * 256;

  private AnswerPart() {}

  /// The HTML of an answer.
  ///
  /// @param given the form; empty for a picture
  static String of(
      ServedModel model,
      ServedModel.Answered answered,
      Map<String, String> given,
      PageWords words) {
    Prediction first = answered.predictions().get(0);
    if (first instanceof Prediction.OfSeries) {
      return ForecastPart.of(answered.predictions(), words) + notes(answered);
    }
    StringBuilder html = new StringBuilder();
    html.append("<p class=\"target\">%s</p>\n".formatted(Html.escaped(first.target())));
    html.append("<p class=\"best\" id=\"best\">%s</p>\n".formatted(Html.escaped(first.text())));
    switch (first) {
      case Prediction.OfClass one -> html.append(bars(one, words));
      case Prediction.OfNumbers numbers -> html.append(table(numbers));
      case Prediction.OfLabels labels -> html.append(bars(labels, words));
      default -> {}
    }
    if (model.input().kind().equals("image")) {
      html.append(seen(model, answered.inputs(), words));
    }
    if (model.input() instanceof RatingInput ratings) {
      html.append(
          RankingPart.of(ratings, model.heldOut().recommender().orElseThrow(), given, words));
    }
    html.append(notes(answered));
    if (Explanations.fits(model)) {
      html.append( // Submits the form again; the script of the page sends the last question, also a
          // picture.
          "<p class=\"buttons\"><button type=\"submit\" form=\"form\" formaction=\"%s?lang=%s&amp;why=1\" class=\"quiet\" id=\"why\">%s</button></p>\n"
              .formatted(ModelPage.path(model), words.language(), words.html("why")));
    }
    return html.toString();
  }

  private static String notes(ServedModel.Answered answered) {
    StringBuilder html = new StringBuilder();
    for (String note : answered.predictions().notes()) {
      html.append("<p class=\"note\" lang=\"en\">%s</p>\n".formatted(Html.escaped(note)));
    }
    return html.toString();
  }

  private static String table(Prediction.OfNumbers answer) {
    StringBuilder html = new StringBuilder("<table class=\"bars\">\n");
    answer
        .values()
        .forEach((name, number) ->
            html.append(
                "<tr><th scope=\"row\">%s</th><td class=\"number\">%s</td></tr>\n"
                    .formatted(Html.escaped(name), Html.escaped(number.text()))));
    return html.append("</table>\n").toString();
  }

  private static String bars(Prediction.OfLabels answer, PageWords words) {
    StringBuilder html = new StringBuilder(start(words));
    answer.labels().forEach((name, label) -> html.append(bar(name, label.probability())));
    return html.append("</table>\n").toString();
  }

  private static String start(PageWords words) {
    return "<table class=\"bars\"><caption>%s</caption>\n".formatted(words.html("bars"));
  }

  private static String bar(Object name, double score) {
    return """
    <tr><th scope="row">%s</th><td><svg class="bar" role="presentation"><rect class="ground" width="100%%" height="100%%"/><rect class="fill" width="%.2f%%" height="100%%"/></svg></td><td class="number">%s</td></tr>
    """
        .formatted(Html.escaped(name), 100 * score, percent(score));
  }

  private static String bars(Prediction.OfClass answer, PageWords words) {
    StringBuilder html = new StringBuilder(start(words));
    List<Map<String, Object>> best = Answers.best(answer, TOP);
    for (Map<String, Object> one : best) {
      html.append(bar(Objects.requireNonNull(one.get("label")), score(one)));
    }
    html.append("</table>\n");
    if (best.size() > 1) {
      double margin = score(best.get(0)) - score(best.get(1));
      html.append("<p class=\"hint\">%s</p>\n".formatted(words.html("margin", percent(margin))));
    }
    return html.toString();
  }

  private static double score(Map<String, Object> one) {
    return ((Float) Objects.requireNonNull(one.get("score"))).doubleValue();
  }

  /// Percent with one digit; values that would round to 0 or 100 % are written as `< 0.1 %` or `>
  /// 99.9 %`.
  private static String percent(double part) {
    if (part > 0.9995 && part < 1) {
      return "> 99.9 %";
    }
    return part > 0 && part < 0.0005 ? "< 0.1 %" : "%.1f %%".formatted(100 * part);
  }

  private static String seen(ServedModel model, Inputs inputs, PageWords words) {
    int[] shape = inputs.features().shape().toArray();
    int height = shape[shape.length - 2];
    int width = shape[shape.length - 1];
    if ((long) height * width > MOST_SEEN) {
      return "";
    }
    float[] all = model.input().shown(inputs.features().slice(0, 0, 1).toFloatArray());
    return """
    <figure class="seen"><img src="data:image/png;base64,%s" width="%d" height="%d" alt="%s"><figcaption>%s</figcaption></figure>
    """
        .formatted(
            png(all, width, height),
            width,
            height,
            words.html("seen-alt", width, height),
            words.html("seen", width, height));
  }

  /// One channel as grey, three as red, green and blue.
  private static String png(float[] shown, int width, int height) {
    int plane = width * height;
    boolean isColour = shown.length == 3 * plane;
    return Png.of(
        width, height, (band, y, x) -> shown[(isColour ? band * plane : 0) + y * width + x]);
  }
}
