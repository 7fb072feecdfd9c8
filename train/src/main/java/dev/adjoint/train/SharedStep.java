package dev.adjoint.train;

import dev.adjoint.data.Batch;
import dev.adjoint.nn.metric.Metric;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A step whose batches are shared among several processes: each computes some of them, and all
/// take over the sum of the gradients and the figures of all batches.
///
/// Everything is added up in the order of the batches, as [OptimizerStep] does it in one process.
final class SharedStep {

  private final PeerProcesses peers;
  private final OptimizerStep local;
  private final Step step;
  private final Optimizer optimizer;
  private final RunningBuffers buffers;

  SharedStep(
      PeerProcesses peers, OptimizerStep local, Object model, Step step, Optimizer optimizer) {
    this.peers = peers;
    this.local = local;
    this.step = step;
    this.optimizer = optimizer;
    this.buffers = RunningBuffers.of(model);
  }

  /// The batches of a step as all processes see them.
  ///
  /// @param isOver whether there is no step, because the batches, or those of a process, have ended
  /// @param weights the weight of each batch that each process computes
  /// @param own the batches that this one computes
  record Work(boolean isOver, List<double[]> weights, List<Batch> own) {

    int[] counts() {
      return weights.stream().mapToInt(each -> each.length).toArray();
    }
  }

  /// What this process computes of the batches that it has read.
  Work work(List<Batch> group) {
    if (peers.ownSamples()) {
      List<double[]> all = peers.gather(group.stream().mapToDouble(step::weight).toArray());
      return new Work(all.stream().anyMatch(each -> each.length == 0), all, group);
    }
    List<double[]> weights = new ArrayList<>();
    List<Batch> own = new ArrayList<>();
    for (int rank = 0; rank < peers.size(); rank++) {
      List<Batch> theirs = new ArrayList<>();
      for (int i = rank; i < group.size(); i += peers.size()) {
        theirs.add(group.get(i));
      }
      weights.add(theirs.stream().mapToDouble(step::weight).toArray());
      if (rank == peers.rank()) {
        own = theirs;
      }
    }
    return new Work(group.isEmpty(), weights, own);
  }

  /// Takes a step.
  ///
  /// @param stopping whether this process was asked to stop
  /// @param stop is told whether any process was asked to stop
  OptimizerStep.Taken take(
      Work work,
      Progress at,
      EpochSums sums,
      List<Metric> metrics,
      boolean stopping,
      Consumer<Boolean> stop) {
    List<Parameter> parameters = optimizer.parameters();
    int[] counts = work.counts();
    double total = inOrder(work.weights()).stream().mapToDouble(each -> each[0]).sum();
    boolean isAlone = inOrder(work.weights()).size() == 1 && local.isOneBatch();
    List<double[]> figures = new ArrayList<>();
    buffers.begin();
    try {
      compute(work, total, isAlone, at, metrics, figures);
      optimizer.zeroGrad();
      Profile.section("communication", () -> peers.finish(parameters, counts));
    } finally {
      buffers.restore();
    }
    List<BatchResult> all = exchange(figures, metrics.size(), stopping, stop);
    OptimizerStep.Taken taken = local.sum(all, total, at, sums, metrics);
    buffers.end(peers, counts);
    Profile.section("update", optimizer::step);
    return taken;
  }

  private void compute(
      Work work,
      double total,
      boolean isAlone,
      Progress at,
      List<Metric> metrics,
      List<double[]> figures) {
    List<Parameter> parameters = optimizer.parameters();
    int[] counts = work.counts();
    for (int j = 0; j < work.own().size(); j++) {
      Batch batch = work.own().get(j);
      optimizer.zeroGrad();
      Consumer<Parameter> complete = peers.begin(parameters, counts);
      BatchResult result =
          local.compute(
              batch,
              total,
              isAlone,
              indexOf(counts, peers.rank(), j),
              at,
              metrics,
              Optional.of(complete));
      peers.add(parameters, counts);
      figures.add(result.numbers());
      buffers.taken();
    }
  }

  private List<BatchResult> exchange(
      List<double[]> own, int metrics, boolean stopping, Consumer<Boolean> stop) {
    List<double[]> lines = new ArrayList<>(own);
    lines.add(0, new double[] {stopping ? 1 : 0});
    List<List<double[]>> all = peers.gather(Packed.of(lines)).stream().map(Packed::lines).toList();
    stop.accept(all.stream().anyMatch(each -> each.getFirst()[0] != 0));
    return inOrderOf(all.stream().map(each -> each.subList(1, each.size())).toList()).stream()
        .map(numbers -> BatchResult.of(numbers, metrics))
        .toList();
  }

  /// The position in the step of the batch that a process computes as its `j`-th.
  private static int indexOf(int[] counts, int rank, int j) {
    int before = 0;
    for (int other = 0; other < counts.length; other++) {
      before += Math.min(counts[other], other < rank ? j + 1 : j);
    }
    return before;
  }

  /// The items of all processes in the order of the batches: the first of each process, then the
  /// second of each, and so on.
  static <T> List<T> inOrderOf(List<List<T>> each) {
    List<T> all = new ArrayList<>();
    int rounds = each.stream().mapToInt(List::size).max().orElse(0);
    for (int round = 0; round < rounds; round++) {
      for (List<T> one : each) {
        if (round < one.size()) {
          all.add(one.get(round));
        }
      }
    }
    return all;
  }

  private static List<double[]> inOrder(List<double[]> weights) {
    List<List<double[]>> single = new ArrayList<>();
    for (double[] each : weights) {
      List<double[]> list = new ArrayList<>();
      for (double weight : each) {
        list.add(new double[] {weight});
      }
      single.add(list);
    }
    return inOrderOf(single);
  }
}
