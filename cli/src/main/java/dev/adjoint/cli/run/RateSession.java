package dev.adjoint.cli.run;

import dev.adjoint.cli.command.CommandException;
import dev.adjoint.cli.command.Output;
import dev.adjoint.explain.diagnose.RunSetup;
import dev.adjoint.explain.picture.RatePicture;
import dev.adjoint.pipeline.Training;
import dev.adjoint.plot.picture.NumberText;
import dev.adjoint.train.search.RateCurve;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;

/// A search for the step size on the command line.
///
/// @param output where it prints
record RateSession(Output output) {

  /// What was found.
  ///
  /// @param curve the losses by step size
  /// @param rate the step size to train with, two digits of the curve's suggestion, so that
  ///   `--rate` repeats the training
  record Found(RateCurve curve, double rate) {

    /// Everything as the answer of the program has it.
    Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("rate", rate);
      map.put("steepest_fall", curve.suggestion());
      map.put("least_loss", curve.least());
      map.put("steps", curve.rates().length);
      return map;
    }
  }

  Found find(Training training) {
    RateCurve curve = RatePicture.find(RunSetup.of(training));
    try {
      double rate = new BigDecimal(curve.suggestion()).round(new MathContext(2)).doubleValue();
      output.line(
          "Rate finder: %d steps with step sizes from %s to %s; the loss falls fastest at %s and is least at %s. Training with --rate %s",
          curve.rates().length,
          NumberText.of(curve.rates()[0], 2),
          NumberText.of(curve.rates()[curve.rates().length - 1], 2),
          NumberText.of(curve.suggestion(), 2),
          NumberText.of(curve.least(), 2),
          rate);
      return new Found(curve, rate);
    } catch (IllegalStateException e) {
      throw new CommandException(e);
    }
  }
}
