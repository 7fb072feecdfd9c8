package dev.adjoint.train;

import dev.adjoint.formats.Digest;
import dev.adjoint.nn.BatchNorm;
import dev.adjoint.nn.Parameters;
import dev.adjoint.tensor.Buffer;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.RunningStatistics;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The running statistics of batch normalisation in a step that several processes share.
///
/// One process would add the batches one after another: `r ← keep·r + weight·x`, in which each
/// product is rounded. The gradients do not depend on r. So while a process computes a batch, r is
/// 0, which leaves the rounded `weight·x` in it. Afterwards all processes add these numbers of all
/// batches in their order, by the same formula, and get the same bits as one process.
final class RunningBuffers {

  private final List<Average> averages;
  private final List<Buffer> counts;
  private final Map<String, Buffer> others;
  private final Map<String, String> othersBefore = new HashMap<>();
  private boolean isWatched = true;
  private final List<double[]> taken = new ArrayList<>();
  private final List<Tensor> before = new ArrayList<>();

  private record Average(Buffer buffer, double keep) {}

  private RunningBuffers(List<Average> averages, List<Buffer> counts, Map<String, Buffer> others) {
    this.averages = averages;
    this.counts = counts;
    this.others = others;
  }

  static RunningBuffers of(Object model) {
    List<Average> averages = new ArrayList<>();
    List<Buffer> counts = new ArrayList<>();
    Collection<Buffer> known = Collections.newSetFromMap(new IdentityHashMap<>());
    for (BatchNorm<?> layer : Parts.all(model, BatchNorm.class)) {
      layer
          .running()
          .ifPresent(running -> {
            if (known.add(running.mean())) {
              add(running, averages, counts);
            }
            known.add(running.variance());
            known.add(running.batches());
          });
    }
    Map<String, Buffer> others = new LinkedHashMap<>(Parameters.of(model).buffers());
    others.values().removeIf(known::contains);
    return new RunningBuffers(averages, counts, others);
  }

  private static void add(RunningStatistics running, List<Average> averages, List<Buffer> counts) {
    averages.add(new Average(running.mean(), 1 - running.momentum()));
    averages.add(new Average(running.variance(), 1 - running.momentum()));
    counts.add(running.batches());
  }

  /// Before the first batch of a step.
  void begin() {
    taken.clear();
    before.clear();
    averages.forEach(each -> before.add(each.buffer().value()));
    clear();
    if (isWatched) {
      others.forEach((name, buffer) -> othersBefore.put(name, digest(buffer)));
    }
  }

  private void clear() {
    averages.forEach(each ->
        each.buffer().assign(Tensor.zeros(each.buffer().elementType(), each.buffer().shape())));
  }

  /// After each batch that was computed here.
  ///
  /// @throws IllegalArgumentException if the first batch changed a buffer that is not one of
  ///   running statistics
  void taken() {
    if (isWatched) {
      requireUnchanged();
    }
    if (averages.isEmpty()) {
      return;
    }
    List<double[]> lines = new ArrayList<>();
    averages.forEach(each -> lines.add(each.buffer().value().to(ElementType.F64).toDoubleArray()));
    taken.add(Packed.of(lines));
    clear();
  }

  private void requireUnchanged() {
    isWatched = false;
    others.forEach((name, buffer) -> {
      if (!digest(buffer).equals(othersBefore.get(name))) {
        throw new IllegalArgumentException(
            "train: the buffer %s changes with each batch, and only running statistics of batch normalisation can be shared by several processes; train this model in one process"
                .formatted(name));
      }
    });
  }

  private static String digest(Buffer buffer) {
    return Digest.sha256(Map.of("", buffer.value()));
  }

  /// Goes back to the state before the step, which failed.
  void restore() {
    for (int i = 0; i < averages.size(); i++) {
      averages.get(i).buffer().assign(before.get(i));
    }
  }

  /// After the last batch of a step.
  ///
  /// @param batches how many batches each process has computed
  void end(PeerProcesses peers, int[] batches) {
    if (averages.isEmpty()) {
      return;
    }
    restore();
    List<List<double[]>> all = peers.gather(Packed.of(taken)).stream().map(Packed::lines).toList();
    for (double[] batch : SharedStep.inOrderOf(all)) {
      List<double[]> lines = Packed.lines(batch);
      for (int i = 0; i < averages.size(); i++) {
        Average average = averages.get(i);
        Buffer buffer = average.buffer();
        buffer.average(
            average.keep(), 1, Tensor.of(buffer.elementType(), lines.get(i), buffer.shape()));
      }
    }
    long others = 0;
    for (int rank = 0; rank < batches.length; rank++) {
      others += rank == peers.rank() ? 0 : batches[rank];
    }
    for (Buffer count : counts) {
      count.add(Tensor.scalar(others));
    }
  }
}
