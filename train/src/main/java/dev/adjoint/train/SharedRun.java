package dev.adjoint.train;

import dev.adjoint.data.Batch;
import dev.adjoint.formats.Digest;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.metric.Metric;
import dev.adjoint.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the processes of a run agree on, apart from the gradients: that their models are equal,
/// when an epoch is over, when to stop, and the figures of validation.
final class SharedRun {

  /// After so many steps the weights of all processes are compared.
  private static final int CHECK = 100;

  private static final String DATA = "training data";
  private static final String WEIGHTS = "weights";

  private final PeerProcesses peers;
  private final SharedStep step;
  private final Fingerprint fingerprint;
  private boolean stopping;

  SharedRun(PeerProcesses peers, SharedStep step, Fingerprint own) {
    this.peers = peers;
    this.step = step;
    this.fingerprint = common(peers, own);
  }

  /// The fingerprint of the whole run: of the samples of all processes, and of the order in which
  /// gradients are added, if that changes the result.
  private static Fingerprint common(PeerProcesses peers, Fingerprint own) {
    Map<String, String> parts = new LinkedHashMap<>(own.parts());
    if (peers.ownSamples()) {
      List<String> all =
          peers.gather(Packed.text(parts.getOrDefault(DATA, ""))).stream()
              .map(Packed::text)
              .toList();
      byte[] text = String.join("\n", all).getBytes(StandardCharsets.UTF_8);
      int[] numbers = new int[text.length];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = text[i];
      }
      String digest = Digest.sha256(Map.of(DATA, Tensor.of(numbers)));
      parts.put(
          DATA, "of %d processes, sha256 %s".formatted(peers.size(), digest.substring(0, 16)));
    }
    if (!peers.order().isEmpty()) {
      parts.put("order of sums", peers.order());
    }
    return new Fingerprint(parts);
  }

  Fingerprint fingerprint() {
    return fingerprint;
  }

  boolean isStopping() {
    return stopping;
  }

  /// Forgets that a process was asked to stop.
  void goOn() {
    stopping = false;
  }

  /// A step, or empty if the epoch is over.
  Optional<OptimizerStep.Taken> take(
      List<Batch> group, Progress at, EpochSums sums, List<Metric> metrics, boolean stop) {
    SharedStep.Work work = step.work(group);
    return work.isOver()
        ? Optional.empty()
        : Optional.of(step.take(work, at, sums, metrics, stop, any -> stopping = any));
  }

  /// The figures of the first process, which all use, so that they agree on the best epoch.
  Optional<Figures> ofFirst(Optional<Figures> own) {
    if (own.isEmpty()) {
      return own;
    }
    double[] numbers = new double[1 + own.get().metrics().size()];
    numbers[0] = own.get().loss();
    int at = 1;
    for (double each : own.get().metrics().values()) {
      numbers[at++] = each;
    }
    double[] first = peers.gather(numbers).getFirst();
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (String name : own.get().metrics().keySet()) {
      metrics.put(name, first[metrics.size() + 1]);
    }
    return Optional.of(new Figures(first[0], metrics));
  }

  /// Compares the weights of all processes from time to time.
  ///
  /// @throws IllegalStateException if they differ
  void check(long steps, Parameters parameters) {
    if (steps % CHECK != 0) {
      return;
    }
    List<String> all = gather(Digest.sha256(parameters.stateDict()));
    for (int rank = 1; rank < all.size(); rank++) {
      if (!all.get(rank).equals(all.getFirst())) {
        throw new IllegalStateException(
            "train: after step %d the weights of process %d differ from those of process 0; the model, a hook or a loss must not depend on the process"
                .formatted(steps, rank));
      }
    }
  }

  /// @throws IllegalArgumentException if a process has other weights or other options
  void requireSame(Parameters parameters) {
    Map<String, String> own = new LinkedHashMap<>(fingerprint.parts());
    own.put(WEIGHTS, Digest.sha256(parameters.stateDict()).substring(0, 16));
    own.put("parameters", Long.toString(parameters.count()));
    List<List<String>> all = new ArrayList<>();
    for (String part : own.keySet()) {
      all.add(gather(own.get(part)));
    }
    int index = 0;
    for (String part : own.keySet()) {
      List<String> values = all.get(index++);
      for (int rank = 1; rank < values.size(); rank++) {
        if (!values.get(rank).equals(values.getFirst())) {
          throw new IllegalArgumentException(
              "train: process %d differs from process 0 in its %s: %s and %s; build the model from the same seed and give all processes the same options"
                  .formatted(rank, part, values.get(rank), values.getFirst()));
        }
      }
    }
  }

  private List<String> gather(String own) {
    return peers.gather(Packed.text(own)).stream().map(Packed::text).toList();
  }
}
