package dev.adjoint.spark.sync;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.util.CollectionAccumulator;

/// How worker 0 tells the driver about its progress while it trains: as numbers in an accumulator,
/// which Spark sends with the heartbeats of the executor. They need no port of their own.
///
/// Only types of Spark and of Java travel, because heartbeats are read where the classes of an
/// application may not be known. The last [#KEPT] messages stay in the accumulator, since nobody
/// says which of them have arrived; each has its number.
final class Telling {

  private static final int KEPT = 50;
  private static final int EPOCH = 0;
  private static final int STEP = 1;
  private static final int FIXED = 8;
  private static final int FIXED_OF_STEP = 7;

  private final CollectionAccumulator<double[]> sent;
  private long number;

  /// @param sent the accumulator, in the task
  Telling(CollectionAccumulator<double[]> sent) {
    this.sent = sent;
  }

  void tell(SyncRecord epoch) {
    double[] message = new double[1 + FIXED + 2 * epoch.speeds().length];
    fill(
        message,
        EPOCH,
        epoch.epoch(),
        epoch.epochs(),
        (double) epoch.steps(),
        epoch.loss(),
        epoch.validation(),
        (double) epoch.samples(),
        epoch.seconds());
    System.arraycopy(epoch.waited(), 0, message, 1 + FIXED, epoch.waited().length);
    System.arraycopy(
        epoch.speeds(), 0, message, 1 + FIXED + epoch.waited().length, epoch.speeds().length);
    send(message);
  }

  void tell(StepRecord step) {
    double[] message = new double[FIXED_OF_STEP + step.speeds().length];
    fill(
        message,
        STEP,
        step.epoch(),
        step.epochs(),
        (double) step.step(),
        step.loss(),
        step.communication());
    System.arraycopy(step.speeds(), 0, message, FIXED_OF_STEP, step.speeds().length);
    send(message);
  }

  private void fill(double[] message, double... fixed) {
    message[0] = ++number;
    System.arraycopy(fixed, 0, message, 1, fixed.length);
  }

  private void send(double[] message) {
    List<double[]> before = sent.value();
    if (before.size() >= KEPT) {
      List<double[]> last = new ArrayList<>(before.subList(1, before.size()));
      sent.reset();
      last.forEach(sent::add);
    }
    sent.add(message);
  }

  /// The number of a message, from 1 in the order in which they were told.
  static long number(double[] message) {
    return (long) message[0];
  }

  /// Hands on what a message says.
  static void read(double[] message, Consumer<SyncRecord> epochs, Consumer<StepRecord> steps) {
    if (message[1] == STEP) {
      steps.accept(
          new StepRecord(
              (int) message[2],
              (int) message[3],
              (long) message[4],
              message[5],
              message[6],
              Arrays.copyOfRange(message, FIXED_OF_STEP, message.length)));
      return;
    }
    int workers = (message.length - 1 - FIXED) / 2;
    epochs.accept(
        new SyncRecord(
            (int) message[2],
            (int) message[3],
            (long) message[4],
            message[5],
            message[6],
            (long) message[7],
            message[8],
            Arrays.copyOfRange(message, 1 + FIXED, 1 + FIXED + workers),
            Arrays.copyOfRange(message, 1 + FIXED + workers, message.length)));
  }
}
