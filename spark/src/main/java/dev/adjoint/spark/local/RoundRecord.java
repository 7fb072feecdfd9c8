package dev.adjoint.spark.local;

import java.util.List;
import java.util.Locale;

/// The figures of a round.
///
/// @param round counted from 1
/// @param rounds the number of all rounds
/// @param loss the mean training loss of its samples, before each step
/// @param validation the loss of the held-out rows after it
/// @param samples the samples that all partitions trained on
/// @param seconds from the broadcast to the average
/// @param slowest the longest time that a partition computed, in seconds; the rest of the round is
///   communication and scheduling
/// @param speeds samples per second of each partition, in their order
public record RoundRecord(
    int round,
    int rounds,
    double loss,
    double validation,
    long samples,
    double seconds,
    double slowest,
    List<Double> speeds) {

  /// Copies the list.
  public RoundRecord {
    speeds = List.copyOf(speeds);
  }

  /// The part of the round that was not computation.
  public double communication() {
    return seconds > 0 ? Math.max(0, 1 - slowest / seconds) : 0;
  }

  /// One line for the log.
  public String line() {
    return String.format(
        Locale.ROOT,
        "round %d of %d: loss %.5f, validation %.5f, %d samples in %.2f s, communication %.0f %%,"
            + " samples/s of each worker %s",
        round,
        rounds,
        loss,
        validation,
        samples,
        seconds,
        100 * communication(),
        speedTexts());
  }

  private List<String> speedTexts() {
    return speeds.stream().map(speed -> String.format(Locale.ROOT, "%.0f", speed)).toList();
  }

  /// The rounds as a CSV file.
  public static String csv(List<RoundRecord> rounds) {
    StringBuilder text =
        new StringBuilder(
            "round,loss,validation_loss,samples,seconds,communication,samples_per_second,samples_per_second_of_each_worker\n");
    for (RoundRecord each : rounds) {
      text.append(
          String.format(
              Locale.ROOT,
              "%d,%s,%s,%d,%.6f,%.4f,%.1f,%s%n",
              each.round,
              each.loss,
              each.validation,
              each.samples,
              each.seconds,
              each.communication(),
              each.speeds.stream().mapToDouble(Double::doubleValue).sum(),
              String.join(" ", each.speedTexts())));
    }
    return text.toString();
  }
}
