package dev.adjoint.train;

/// Which validation figure decides which epoch is the best.
///
/// @param figure `loss`, or the name of a metric
/// @param higherIsBetter whether a higher value is the better one
/// @param leastGain by how much a value must be better to count as better, at least 0
public record Monitor(String figure, boolean higherIsBetter, double leastGain) {

  /// The validation loss.
  public static final Monitor LOSS = new Monitor("loss", false, 0);

  /// Checks the range.
  public Monitor {
    TrainArguments.required("the monitored figure", figure, "give its name, such as loss");
    if (!(leastGain >= 0 && leastGain < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "train: the least gain is %s but must be a finite number of at least 0; 0 is usual"
              .formatted(leastGain));
    }
  }

  /// The value of the figure.
  double of(Figures figures) {
    return figure.equals("loss") ? figures.loss() : figures.metric(figure);
  }

  /// Whether an epoch with this value is better than the best so far.
  boolean isBetter(double value, Best than) {
    if (!Double.isFinite(value)) {
      return false;
    }
    if (than.epoch() == 0) {
      return true;
    }
    return higherIsBetter ? value > than.value() + leastGain : value < than.value() - leastGain;
  }
}
