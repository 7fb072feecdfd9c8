package dev.adjoint.spark.sync;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The figures of an epoch of synchronous training.
///
/// @param epoch counted from 1
/// @param epochs the last one
/// @param steps the steps so far
/// @param loss the mean training loss of its samples, before each step
/// @param validation the loss of the held-out rows after it
/// @param samples the samples of all workers
/// @param seconds from its first step to its last, without validation
/// @param waited the part of this time that each worker waited for the gradients of others, in the
///   order of the ranks
/// @param speeds samples per second of each worker while it did not wait, in the order of the ranks
public record SyncRecord(
    int epoch,
    int epochs,
    long steps,
    double loss,
    double validation,
    long samples,
    double seconds,
    double[] waited,
    double[] speeds)
    implements Serializable {

  private static final long serialVersionUID = 1;

  /// The mean of the parts of the time that workers waited for each other.
  public double communication() {
    double sum = 0;
    for (double each : waited) {
      sum += each;
    }
    return sum / waited.length;
  }

  /// Numbers as whole ones.
  static String list(double[] numbers, String between) {
    return Arrays.stream(numbers)
        .mapToObj(number -> Long.toString(Math.round(number)))
        .collect(Collectors.joining(between));
  }

  /// One line for the log.
  public String line() {
    return String.format(
        Locale.ROOT,
        "epoch %d of %d: loss %.5f, validation %.5f, %d samples in %.2f s, communication %.0f %%,"
            + " samples/s of each worker [%s]",
        epoch,
        epochs,
        loss,
        validation,
        samples,
        seconds,
        100 * communication(),
        list(speeds, ", "));
  }

  /// The epochs as a CSV file.
  public static String csv(List<SyncRecord> records) {
    StringBuilder text =
        new StringBuilder(
            "epoch,steps,loss,validation_loss,samples,seconds,communication,samples_per_second,samples_per_second_of_each_worker\n");
    for (SyncRecord each : records) {
      text.append(
          String.format(
              Locale.ROOT,
              "%d,%d,%s,%s,%d,%.6f,%.4f,%.1f,%s%n",
              each.epoch,
              each.steps,
              each.loss,
              each.validation,
              each.samples,
              each.seconds,
              each.communication(),
              each.samples / each.seconds,
              list(each.speeds, " ")));
    }
    return text.toString();
  }
}
