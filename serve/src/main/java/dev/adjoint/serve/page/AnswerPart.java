package dev.adjoint.serve.page;

import dev.adjoint.pipeline.Prediction;
import dev.adjoint.pipeline.input.Inputs;
import dev.adjoint.serve.model.ServedModel;
import dev.adjoint.serve.protocol.Answers;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;

/// The part of the page that answers: the five best classes as bars, or the number, and what the
/// network sees.
final class AnswerPart {

  private static final int TOP = 5;
  private static final int MOST_SEEN = 256 * 256;

  private AnswerPart() {}

  /// The HTML of an answer.
  static String of(ServedModel model, ServedModel.Answered answered, PageWords words) {
    Prediction first = answered.predictions().get(0);
    StringBuilder html = new StringBuilder();
    html.append("<p class=\"target\">%s</p>\n".formatted(Html.escaped(first.target())));
    html.append("<p class=\"best\" id=\"best\">%s</p>\n".formatted(Html.escaped(first.text())));
    if (first instanceof Prediction.OfClass one) {
      html.append(bars(one, words));
    }
    if (model.input().kind().equals("image")) {
      html.append(seen(model, answered.inputs(), words));
    }
    for (String note : answered.predictions().notes()) {
      html.append("<p class=\"note\" lang=\"en\">%s</p>\n".formatted(Html.escaped(note)));
    }
    return html.toString();
  }

  private static String bars(Prediction.OfClass answer, PageWords words) {
    StringBuilder html =
        new StringBuilder(
            "<table class=\"bars\"><caption>%s</caption>\n".formatted(words.html("bars")));
    List<Map<String, Object>> best = Answers.best(answer, TOP);
    for (Map<String, Object> one : best) {
      double score = score(one);
      html.append(
          """
          <tr><th scope="row">%s</th><td><svg class="bar" role="presentation"><rect class="ground" width="100%%" height="100%%"/><rect class="fill" width="%.2f%%" height="100%%"/></svg></td><td class="number">%s</td></tr>
          """
              .formatted(
                  Html.escaped(Objects.requireNonNull(one.get("label"))),
                  100 * score,
                  percent(score)));
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

  /// Percent with one digit; what rounds to a certainty that it is not says so.
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
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int band = 0; band < 3; band++) {
          float value = shown[(isColour ? band * plane : 0) + y * width + x];
          image.getRaster().setSample(x, y, band, Math.clamp(Math.round(value), 0, 255));
        }
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Memory does not fail.
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
