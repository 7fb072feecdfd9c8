package dev.adjoint.train.search;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// A density over coordinates within 0 … 1: the mean of an even one and a bell around each
/// coordinate that was seen, or, for choices, of an even one and the seen choice.
///
/// @param centres the coordinates that were seen, in order
/// @param widths the deviation of each bell
/// @param choices the number of choices, 0 for a range of numbers
record ParzenDensity(double[] centres, double[] widths, int choices) {

  /// The narrowest bell.
  private static final double LEAST = 0.01;

  /// For numbers: each bell is as wide as the larger distance to its neighbours.
  static ParzenDensity of(double[] coordinates) {
    double[] centres = coordinates.clone();
    Arrays.sort(centres);
    double least = Math.max(LEAST, 1.0 / Math.min(100, centres.length + 1) / 10);
    double[] widths = new double[centres.length];
    for (int i = 0; i < widths.length; i++) {
      double before = i == 0 ? centres[0] : centres[i] - centres[i - 1];
      double after = i == widths.length - 1 ? 1 - centres[i] : centres[i + 1] - centres[i];
      widths[i] = Math.clamp(Math.max(before, after), least, 1);
    }
    return new ParzenDensity(centres, widths, 0);
  }

  /// For choices, each with an equal part of 0 … 1.
  static ParzenDensity ofChoice(double[] coordinates, int choices) {
    return new ParzenDensity(coordinates.clone(), new double[coordinates.length], choices);
  }

  /// A coordinate drawn from this density.
  double draw(RandomGenerator random) {
    int which = random.nextInt(centres.length + 1);
    if (which == centres.length) {
      return random.nextDouble();
    }
    if (choices > 0) {
      return (choice(centres[which]) + 0.5) / choices;
    }
    double coordinate;
    do {
      coordinate = centres[which] + widths[which] * random.nextGaussian();
    } while (coordinate < 0 || coordinate > 1);
    return coordinate;
  }

  /// The density at a coordinate.
  double at(double coordinate) {
    double sum = 1;
    for (int i = 0; i < centres.length; i++) {
      sum += choices > 0 ? atChoice(i, coordinate) : bell(coordinate, centres[i], widths[i]);
    }
    return sum / (centres.length + 1);
  }

  private double atChoice(int i, double coordinate) {
    return choice(centres[i]) == choice(coordinate) ? choices : 0;
  }

  private int choice(double coordinate) {
    return Math.min(choices - 1, (int) (coordinate * choices));
  }

  /// A normal density cut off at 0 and 1.
  private static double bell(double coordinate, double centre, double width) {
    double z = (coordinate - centre) / width;
    double inside = below((1 - centre) / width) - below(-centre / width);
    return StrictMath.exp(-z * z / 2) / (Math.sqrt(2 * Math.PI) * width * inside);
  }

  /// The standard normal distribution function, by Abramowitz and Stegun 7.1.26 (error below
  /// 1.5e-7).
  private static double below(double z) {
    double x = Math.abs(z) / Math.sqrt(2);
    double t = 1 / (1 + 0.3275911 * x);
    double sum =
        t
            * (0.254829592
                + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
    double erf = 1 - sum * StrictMath.exp(-x * x);
    return z < 0 ? (1 - erf) / 2 : (1 + erf) / 2;
  }
}
