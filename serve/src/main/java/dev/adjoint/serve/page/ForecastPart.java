package dev.adjoint.serve.page;

import dev.adjoint.pipeline.Prediction;
import dev.adjoint.pipeline.Prediction.OfSeries.Band;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/// Forecasts on the page: for each series a picture of the past, the median and the bands, and a
/// table.
final class ForecastPart {

  private static final int WIDTH = 480;
  private static final int HEIGHT = 200;
  private static final int EDGE = 6;
  private static final int MOST_SERIES = 20;
  private static final double PERCENT = 100;

  private ForecastPart() {}

  /// The HTML of the forecasts, of at most 20 series.
  static String of(List<Prediction> predictions, PageWords words) {
    StringBuilder html = new StringBuilder();
    predictions.stream()
        .limit(MOST_SERIES)
        .map(Prediction.OfSeries.class::cast)
        .forEach(forecast -> html.append(one(forecast, words)));
    return html.toString();
  }

  private static String one(Prediction.OfSeries forecast, PageWords words) {
    StringBuilder html = new StringBuilder();
    if (!forecast.series().isEmpty()) {
      html.append("<h3>%s</h3>\n".formatted(Html.escaped(forecast.series())));
    }
    html.append(picture(forecast, words));
    html.append(
        "<table class=\"forecast\"><caption>%s</caption>\n<tr><th scope=\"col\">%s</th><th scope=\"col\">%s</th>"
            .formatted(
                words.html("forecast-of", forecast.target()),
                words.html("forecast-time"),
                Html.escaped(forecast.target())));
    for (Band band : forecast.bands()) {
      html.append(
          "<th scope=\"col\">%s</th>"
              .formatted(words.html("forecast-band", Math.round(PERCENT * band.claim()))));
    }
    html.append("</tr>\n");
    for (int step = 0; step < forecast.times().size(); step++) {
      html.append(
          "<tr><th scope=\"row\">%s</th><td class=\"number\">%s</td>"
              .formatted(
                  Html.escaped(forecast.times().get(step)), number(forecast.values()[step])));
      for (Band band : forecast.bands()) {
        html.append(
            "<td class=\"number\">%s … %s</td>"
                .formatted(number(band.low()[step]), number(band.high()[step])));
      }
      html.append("</tr>\n");
    }
    return html.append("</table>\n").toString();
  }

  /// Four digits: more would be finer than the width of any band.
  private static String number(double value) {
    return new BigDecimal(value).round(new MathContext(4)).toPlainString();
  }

  /// Scales from values to the pixels of the picture.
  private record Plane(double low, double high, int steps) {

    static Plane of(Prediction.OfSeries forecast) {
      double[] all =
          DoubleStream.concat(
                  Arrays.stream(forecast.window().past()),
                  forecast.bands().stream()
                      .flatMapToDouble(band ->
                          DoubleStream.concat(
                              Arrays.stream(band.low()), Arrays.stream(band.high()))))
              .filter(Double::isFinite)
              .sorted()
              .toArray();
      return new Plane(
          all[0], all[all.length - 1], forecast.window().past().length + forecast.times().size());
    }

    String point(int step, double value) {
      double across = EDGE + (WIDTH - 2.0 * EDGE) * step / Math.max(1, steps - 1);
      double part = high == low ? 0.5 : (value - low) / (high - low);
      return "%.1f %.1f".formatted(across, EDGE + (HEIGHT - 2.0 * EDGE) * (1 - part));
    }

    String line(int from, double[] values) {
      StringBuilder path = new StringBuilder();
      boolean isOpen = false;
      for (int i = 0; i < values.length; i++) {
        if (Double.isNaN(values[i])) {
          isOpen = false;
        } else {
          path.append(isOpen ? "L" : "M").append(point(from + i, values[i]));
          isOpen = true;
        }
      }
      return path.toString();
    }

    String area(int from, Band band) {
      StringBuilder path = new StringBuilder(line(from, band.high()));
      for (int i = band.low().length - 1; i >= 0; i--) {
        path.append("L").append(point(from + i, band.low()[i]));
      }
      return path.append("Z").toString();
    }
  }

  private static String picture(Prediction.OfSeries forecast, PageWords words) {
    Plane plane = Plane.of(forecast);
    double[] past = forecast.window().past();
    StringBuilder svg =
        new StringBuilder(
            "<svg class=\"forecast\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
                .formatted(WIDTH, HEIGHT, words.html("forecast-alt", forecast.target())));
    for (Band band : forecast.bands().reversed()) {
      svg.append("<path class=\"band\" d=\"%s\"/>".formatted(plane.area(past.length, band)));
    }
    svg.append("<path class=\"past\" d=\"%s\"/>".formatted(plane.line(0, past)));
    svg.append(
        "<path class=\"median\" d=\"%s\"/>".formatted(plane.line(past.length, forecast.values())));
    return svg.append("</svg>\n").toString();
  }
}
