package dev.adjoint.data.series;

import java.util.List;

/// The origin of a forecast: from when it is made, and how the network's answers become values.
///
/// @param series the name of the series; empty where there is a single one
/// @param pastTimes the times of the past values, as the file writes them
/// @param past the values before the forecast; NaN where they are missing
/// @param times the times that are forecast
/// @param seasonal the value a whole number of seasons before each time; the last value where that
///   is missing
/// @param anchors what the answer for each time is added to, in logarithms where `isLog`
/// @param scale the unit of the answers
/// @param isLog whether values are the exponential of what is computed
public record ForecastWindow(
    String series,
    List<String> pastTimes,
    double[] past,
    List<String> times,
    double[] seasonal,
    double[] anchors,
    double scale,
    boolean isLog) {

  /// A value from an answer of the network.
  ///
  /// @param step counted from 0
  /// @param output the answer
  /// @return in the unit of the target
  public double restore(int step, double output) {
    double g = anchors[step] + scale * output;
    return isLog ? StrictMath.exp(g) : g;
  }

  /// The last known value: the forecast that changes nothing.
  ///
  /// @return in the unit of the target
  public double naive() {
    for (int i = past.length - 1; i >= 0; i--) {
      if (!Double.isNaN(past[i])) {
        return past[i];
      }
    }
    return Double.NaN;
  }
}
