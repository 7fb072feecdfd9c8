package dev.adjoint.explain.picture;

import dev.adjoint.explain.diagnose.finding.Curve;
import dev.adjoint.explain.diagnose.setup.Change;
import dev.adjoint.explain.diagnose.setup.TrainingSetup;
import dev.adjoint.explain.document.Wording;
import dev.adjoint.nn.optim.Schedule;
import dev.adjoint.plot.chart.Axis;
import dev.adjoint.plot.chart.Chart;
import dev.adjoint.plot.chart.Line;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.plot.picture.Palette;
import dev.adjoint.plot.picture.Picture;
import java.util.ArrayList;
import java.util.List;

/// The loss of a training whose learning rate rises from step to step by a constant factor (Smith
/// 2017, *Cyclical Learning Rates for Training Neural Networks*, section 3.3), and the rate to
/// choose.
///
/// The loss is smoothed by `m ← 0.9·m + 0.1·L`, divided by `1 − 0.9ᵗ`. The rates end where the
/// smoothed loss is four times its least value, or not finite. The rate to choose is that at which
/// the smoothed loss falls most steeply with the logarithm of the rate.
///
/// @param rates of the steps, rising
/// @param losses of the steps
/// @param smoothed the smoothed losses
/// @param steepest the rate to choose
/// @param least the rate with the least smoothed loss
public record RateFinding(
    double[] rates, double[] losses, double[] smoothed, double steepest, double least) {

  private static final double FROM = 1e-6;
  private static final double TO = 10;
  private static final int STEPS = 120;
  private static final int FEWEST = 5;
  private static final double KEEP = 0.9;
  private static final double TOO_HIGH = 4;

  /// Steps before this one do not decide, because the smoothed loss is still that of few steps.
  private static final int FIRST = 8;

  /// Tries the rates from 10⁻⁶ to 10 in 120 steps from the start of a training.
  ///
  /// @throws IllegalArgumentException if the optimizer has a rule without a learning rate, or the
  ///   loss is not finite from the beginning
  public static RateFinding of(TrainingSetup setup) {
    Schedule rising = Schedule.exponential(FROM, Math.pow(TO / FROM, 1.0 / (STEPS - 1)));
    Curve curve = setup.losses(Change.NONE.withSchedule(rising), STEPS);
    List<Double> losses = new ArrayList<>();
    List<Double> smoothed = new ArrayList<>();
    double mean = 0;
    double smallest = Double.POSITIVE_INFINITY;
    for (double loss : curve.values()) {
      mean = KEEP * mean + (1 - KEEP) * loss;
      double now = mean / (1 - Math.pow(KEEP, losses.size() + 1.0));
      if (!(now <= TOO_HIGH * smallest)) {
        break;
      }
      smallest = Math.min(smallest, now);
      losses.add(loss);
      smoothed.add(now);
    }
    int count = losses.size();
    if (count < FEWEST) {
      throw new IllegalArgumentException(
          "rate finder: the loss is not finite, or four times the first one, after %d steps at rates up to %s; check the data and the loss with diagnose"
              .formatted(count, NumberText.of(rising.at(count + 1L), 3)));
    }
    double[] rates = new double[count];
    for (int i = 0; i < count; i++) {
      rates[i] = rising.at(i + 1L);
    }
    double[] m = smoothed.stream().mapToDouble(Double::doubleValue).toArray();
    int least = 0;
    for (int i = 0; i < count; i++) {
      least = m[i] < m[least] ? i : least;
    }
    int steepest = Math.min(FIRST, Math.max(0, least - 1));
    double fall = 0;
    for (int i = steepest; i + 1 < count && i < least; i++) {
      if (m[i] - m[i + 1] > fall) {
        fall = m[i] - m[i + 1];
        steepest = i;
      }
    }
    return new RateFinding(
        rates,
        losses.stream().mapToDouble(Double::doubleValue).toArray(),
        m,
        rates[steepest],
        rates[least]);
  }

  /// Loss and smoothed loss by rate, with the rate to choose.
  public Picture picture(Wording words) {
    double top = 0;
    double bottom = Double.POSITIVE_INFINITY;
    for (double value : smoothed) {
      top = Math.max(top, value);
      bottom = Math.min(bottom, value);
    }
    String chosen = NumberText.of(steepest, 2);
    return Chart.lines(
        words.text("rate.title", chosen),
        Axis.log(words.text("rate.rate")),
        Axis.linear(words.text("rate.loss")),
        Line.of(words.text("rate.each"), rates, losses, Palette.MUTED),
        Line.of(words.text("rate.smoothed"), rates, smoothed, Palette.BLUE),
        Line.of(
                words.text("rate.steepest", chosen),
                new double[] {steepest, steepest},
                new double[] {bottom, top},
                Palette.ORANGE)
            .dashed(),
        Line.of(
                words.text("rate.least", NumberText.of(least, 2)),
                new double[] {least, least},
                new double[] {bottom, top},
                Palette.INK)
            .dashed());
  }
}
