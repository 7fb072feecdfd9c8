package dev.adjoint.explain.picture;

import dev.adjoint.explain.diagnose.setup.Change;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.explain.document.Wording;
import dev.adjoint.plot.chart.Axis;
import dev.adjoint.plot.chart.Chart;
import dev.adjoint.plot.chart.Line;
import dev.adjoint.plot.picture.Color;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.train.search.RateCurve;
import dev.adjoint.train.search.RateFinder;
import java.util.Arrays;

/// The picture of a [RateFinder]: the loss of a training whose learning rate rises from step to
/// step, and the rate to choose.
public final class RatePicture {

  private RatePicture() {}

  /// Tries the [RateFinder#USUAL] rates from the start of a training, which stays as it is.
  ///
  /// @throws IllegalArgumentException if the optimizer has a rule without a learning rate
  public static RateCurve find(TrainingSetup setup) {
    RateFinder finder = RateFinder.USUAL;
    Change rising = Change.NONE.withSchedule(finder.schedule());
    return finder.curve(setup.losses(rising, finder.steps()).values());
  }

  /// Loss and smoothed loss by rate, with the rate to choose.
  ///
  /// @throws IllegalStateException if no rate can be chosen
  public static Picture of(RateCurve curve, Wording words) {
    double top = Arrays.stream(curve.smoothed()).max().orElse(0);
    double bottom = Arrays.stream(curve.smoothed()).min().orElse(0);
    double steepest = curve.suggestion();
    String chosen = NumberText.of(steepest, 2);
    return Chart.lines(
        words.text("rate.title", chosen),
        Axis.log(words.text("rate.rate")),
        Axis.linear(words.text("rate.loss")),
        Line.of(words.text("rate.each"), curve.rates(), curve.losses(), Palette.MUTED),
        Line.of(words.text("rate.smoothed"), curve.rates(), curve.smoothed(), Palette.BLUE),
        upright(words.text("rate.steepest", chosen), steepest, bottom, top, Palette.ORANGE),
        upright(
            words.text("rate.least", NumberText.of(curve.least(), 2)),
            curve.least(),
            bottom,
            top,
            Palette.INK));
  }

  private static Line upright(String name, double rate, double bottom, double top, Color color) {
    return Line.of(name, new double[] {rate, rate}, new double[] {bottom, top}, color).dashed();
  }
}
