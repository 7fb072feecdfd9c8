package dev.adjoint.serve.page;

import dev.adjoint.pipeline.attribution.Attribution;
import dev.adjoint.pipeline.input.Inputs;
import dev.adjoint.serve.model.Explanations;
import dev.adjoint.serve.model.ServedModel;
import java.util.Comparator;
import java.util.List;

/// The part of the page that says what the answer depends on: a picture of the pixels, or bars for
/// columns and tokens, always with the residual.
final class ExplanationPart {

  private static final int MOST_PARTS = 30;
  private static final int BYTE = 255;
  private static final float[] FOR = {230, 120, 20};
  private static final float[] AGAINST = {30, 110, 220};

  private ExplanationPart() {}

  /// The HTML of an explanation of the answer for the first sample.
  static String of(ServedModel model, Inputs inputs, PageWords words) {
    Attribution why = Explanations.of(model, inputs, () -> Explanations.USUAL);
    String target = why.options().target().orElse(why.unit());
    StringBuilder html = new StringBuilder("<section class=\"why\">");
    html.append("<h3>%s</h3>\n".formatted(words.html("why-title", target)));
    html.append(why.parts().isEmpty() ? picture(model, inputs, why, words) : bars(why.parts()));
    html.append(
        "<p class=\"hint\">%s</p>\n"
            .formatted(
                words.html(
                    "why-sum",
                    number(why.score()),
                    words.text("baseline-" + why.options().baseline().orElseThrow()),
                    number(why.baselineScore()),
                    number(why.sum()))));
    html.append(
        "<p class=\"residual\">%s</p>\n".formatted(words.html("residual", number(why.residual()))));
    return html.append("</section>\n").toString();
  }

  private static String number(double value) {
    return "%.4g".formatted(value);
  }

  /// Orange speaks for the answer, blue against it, over the picture in grey.
  private static String picture(
      ServedModel model, Inputs inputs, Attribution why, PageWords words) {
    int[] sizes = why.shape().toArray();
    int height = sizes[sizes.length - 2];
    int width = sizes[sizes.length - 1];
    int plane = height * width;
    double[] sums = new double[plane];
    double greatest = Double.MIN_NORMAL;
    for (int i = 0; i < why.values().length; i++) {
      sums[i % plane] += why.values()[i];
    }
    for (double sum : sums) {
      greatest = Math.max(greatest, Math.abs(sum));
    }
    float[] shown = model.input().shown(inputs.features().slice(0, 0, 1).toFloatArray());
    int channels = shown.length / plane;
    double most = greatest;
    String png =
        Png.of(
            width,
            height,
            (band, y, x) -> {
              int at = y * width + x;
              float grey = 0;
              for (int channel = 0; channel < channels; channel++) {
                grey += shown[channel * plane + at] / channels;
              }
              float ground = BYTE - (BYTE - grey) * 0.35f;
              float part = (float) Math.sqrt(Math.abs(sums[at]) / most);
              float colour = (sums[at] >= 0 ? FOR : AGAINST)[band];
              return ground + part * (colour - ground);
            });
    return """
    <figure class="seen"><img src="data:image/png;base64,%s" width="%d" height="%d" alt="%s"><figcaption>%s</figcaption></figure>
    """
        .formatted(png, width, height, words.html("why-alt"), words.html("why-colours"));
  }

  private static String bars(List<Attribution.Part> all) {
    boolean isColumns = !all.getFirst().name().isEmpty();
    List<Attribution.Part> parts =
        isColumns
            ? all.stream()
                .sorted(
                    Comparator.comparingDouble((Attribution.Part part) -> -Math.abs(part.value())))
                .limit(MOST_PARTS)
                .toList()
            : all.stream().limit(MOST_PARTS).toList();
    double most =
        parts.stream().mapToDouble(part -> Math.abs(part.value())).max().orElse(0)
            + Double.MIN_NORMAL;
    StringBuilder html = new StringBuilder("<table class=\"bars parts\">\n");
    for (Attribution.Part part : parts) {
      double length = 50 * Math.abs(part.value()) / most;
      html.append(
          """
          <tr><th scope="row">%s</th><td><svg class="bar" role="presentation"><rect class="ground" width="100%%" height="100%%"/><rect class="%s" x="%.2f%%" width="%.2f%%" height="100%%"/></svg></td><td class="number">%+.3g</td></tr>
          """
              .formatted(
                  Html.escaped(isColumns ? part.name() + " " + part.text() : part.text()),
                  part.value() >= 0 ? "for" : "against",
                  part.value() >= 0 ? 50.0 : 50 - length,
                  length,
                  part.value()));
    }
    return html.append("</table>\n").toString();
  }
}
