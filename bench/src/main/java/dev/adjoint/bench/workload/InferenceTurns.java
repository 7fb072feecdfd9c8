package dev.adjoint.bench.workload;

import dev.adjoint.bench.workload.Library.Network;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/// W14 to W17 of a library: the logits of some images at a time.
final class InferenceTurns {

  private static final int CLASSES = 10;
  private static final double TOLERANCE = 1e-4;

  private final Workload workload;
  private final Network network;

  /// How many images are taken at a time.
  private final List<Integer> batches;

  InferenceTurns(Workload workload, Network network) {
    this.workload = workload;
    this.network = network;
    batches = workload.imagesAtATime();
  }

  void run(Protocol protocol, Turns.Timing timing) throws IOException {
    network.logits(batches.getFirst());
    timing.sayFirstStep(protocol);
    double[] last = last();
    protocol.say("ref %s logits%s", workload, Turns.text(last, last.length));
    double difference = difference();
    protocol.say(
        "check batches_differ %.1e %s", difference, difference < TOLERANCE ? "ok" : "WRONG");
    double share = 1.0 / batches.size();
    for (int batch : batches) {
      Timed.run(timing.warmUp() * share, () -> network.logits(batch));
    }
    protocol.serve(() -> {
      for (int batch : batches) {
        Timed.Latency latency =
            Timed.latency(timing.repeat() * share, () -> {}, () -> network.logits(batch));
        protocol.say("metric latency_%02d_p50 us %.3f", batch, latency.median() / 1e3);
        protocol.say("metric latency_%02d_p99 us %.3f", batch, latency.percentile99() / 1e3);
        double perSecond = batch / (latency.mean() / 1e9);
        protocol.say("metric rate_%02d images/s %.4f", batch, perSecond);
      }
    });
  }

  /// The logits of the last image of the largest batch.
  double[] last() {
    float[] logits = network.logits(batches.getLast());
    return doubles(Arrays.copyOfRange(logits, logits.length - CLASSES, logits.length));
  }

  /// How far the logits of the first image in one batch are from those in another, at most.
  double difference() {
    double[] alone = doubles(network.logits(1));
    double most = 0;
    for (int batch : batches) {
      float[] logits = network.logits(batch);
      for (int i = 0; i < CLASSES; i++) {
        most = Math.max(most, Math.abs(logits[i] - alone[i]));
      }
    }
    return most;
  }

  private static double[] doubles(float... values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
