package dev.adjoint.cli.report;

import dev.adjoint.pipeline.HeldForecasts;
import dev.adjoint.pipeline.Prediction;
import dev.adjoint.pipeline.Prediction.OfSeries.Band;
import dev.adjoint.plot.chart.Axis;
import dev.adjoint.plot.chart.Chart;
import dev.adjoint.plot.chart.Line;
import dev.adjoint.plot.picture.Color;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.plot.picture.Point;
import dev.adjoint.plot.picture.Stroke;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Pictures of forecasts.
///
/// @param words the language of the labels
record ForecastPictures(ForecastWords words) {

  /// Past values that a picture shows, as a multiple of the horizon.
  private static final int PAST_PARTS = 3;

  private static final double PERCENT = 100;

  /// A forecast with its bands, beside the seasonal naive one and, where it is known, the truth.
  ///
  /// @param truth one value a step; empty where the future is not known yet
  Picture forecast(Prediction.OfSeries forecast, double[] truth) {
    int horizon = forecast.times().size();
    double[] past = forecast.window().past();
    int from = Math.max(0, past.length - PAST_PARTS * horizon);
    List<Point> before = new ArrayList<>();
    for (int i = from; i < past.length; i++) {
      before.add(new Point(i - past.length + 1, past[i]));
    }
    double[] steps = steps(horizon);
    Chart chart = Chart.of("", Axis.linear(words.text("step")), Axis.linear(forecast.target()));
    for (Band band : forecast.bands().reversed()) {
      double pale = band.claim() > 0.9 ? 0.85 : 0.7;
      chart =
          chart.with(
              dev.adjoint.plot.chart.Band.of(
                  words.text("band", Math.round(PERCENT * band.claim())),
                  steps,
                  band.low(),
                  band.high(),
                  Palette.BLUE.mix(Color.WHITE, pale)));
    }
    chart =
        chart
            .with(new Line(words.text("before"), before, Stroke.of(Palette.SLATE, 1.5)))
            .with(
                Line.of(words.text("seasonal"), steps, forecast.window().seasonal(), Palette.ORANGE)
                    .dashed())
            .with(Line.of(words.text("median"), steps, forecast.values(), Palette.BLUE));
    return truth.length == 0
        ? chart.toPicture()
        : chart
            .with(new Line(words.text("truth"), points(steps, truth), Stroke.of(Palette.INK, 1.5)))
            .toPicture();
  }

  private static List<Point> points(double[] x, double[] y) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      points.add(new Point(x[i], y[i]));
    }
    return points;
  }

  private static double[] steps(int horizon) {
    double[] steps = new double[horizon];
    Arrays.setAll(steps, i -> i + 1.0);
    return steps;
  }

  /// The mean absolute error of each step ahead, of the network and of the two naive forecasts.
  Picture errors(HeldForecasts held, int horizon) {
    double[][] sums = new double[3][horizon];
    int[] known = new int[horizon];
    for (int row = 0; row < held.windows().count(); row++) {
      Prediction.OfSeries forecast = held.forecast(row);
      double[] truth = held.windows().truth(row);
      for (int step = 0; step < horizon; step++) {
        if (!Double.isNaN(truth[step])) {
          sums[0][step] += Math.abs(forecast.window().naive() - truth[step]);
          sums[1][step] += Math.abs(forecast.window().seasonal()[step] - truth[step]);
          sums[2][step] += Math.abs(forecast.values()[step] - truth[step]);
          known[step]++;
        }
      }
    }
    for (double[] sum : sums) {
      for (int step = 0; step < horizon; step++) {
        sum[step] /= known[step];
      }
    }
    double[] steps = steps(horizon);
    return Chart.of("", Axis.linear(words.text("steps")), Axis.linear(words.text("mae")))
        .with(Line.of(words.text("naive"), steps, sums[0], Palette.MUTED).dashed())
        .with(Line.of(words.text("seasonal"), steps, sums[1], Palette.ORANGE).dashed())
        .with(Line.of(words.text("network"), steps, sums[2], Palette.BLUE))
        .toPicture();
  }
}
