package dev.adjoint.pipeline;

import dev.adjoint.data.Batch;
import dev.adjoint.data.BatchWalk;
import dev.adjoint.data.Batches;
import dev.adjoint.data.DataException;
import dev.adjoint.data.Samples;
import dev.adjoint.data.Source;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.optim.FusedRule;
import dev.adjoint.nn.optim.UpdateRule;
import dev.adjoint.pipeline.folder.SavedModel;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.Trace;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// The memory that a training run needs at least, in bytes, so that a run that cannot end is
/// refused before it begins. What is counted is in memory at the same time; Java and the program
/// need more.
///
/// @param samples the samples of all parts that stay in memory
/// @param weights the weights, their gradients, what the optimizer remembers, and the copies of the
///   best weights and of the checkpoint
/// @param batch the fields of a batch and the results of all operations in a forward pass
/// @param size the number of samples in the batch
record TrainingMemory(long samples, long weights, long batch, int size) {

  /// A batch of this size is traced, and half of it, to find the bytes of one sample.
  private static final int TRACED = 4;

  /// The memory without that of a batch, which is known before the network is built.
  static TrainingMemory ofWeights(SavedModel saved, Prepared prepared) {
    long samples =
        Stream.concat(
                Stream.of(prepared.training(), prepared.validation()), prepared.test().stream())
            .mapToLong(TrainingMemory::bytes)
            .sum();
    int states = states(saved.rule(saved.learnt(prepared)));
    // Weights, gradients and states; the best weights; weights and states of the checkpoint.
    long copies = 4L + 2L * states;
    long weights = Math.multiplyExact(copies * Float.BYTES, saved.architecture().weightCount());
    return new TrainingMemory(samples, weights, 0, saved.settings().batch());
  }

  private static long bytes(Source source) {
    return source instanceof Samples samples ? samples.bytes() : 0;
  }

  private static int states(UpdateRule rule) {
    return rule instanceof FusedRule fused ? fused.memories().size() : 0;
  }

  /// The same with the memory of a batch, found by a forward pass of few samples.
  ///
  /// @param network a network of the run that is not trained; running statistics in it change
  TrainingMemory withBatch(Layer network, Source learnt) {
    int count = learnt instanceof Samples samples ? samples.count() : TRACED;
    int most = Math.min(count, size);
    if (most < 2) {
      return this;
    }
    long two = traced(network, learnt, 2);
    long each = most < TRACED ? two / 2 : (traced(network, learnt, TRACED) - two) / (TRACED - 2);
    return new TrainingMemory(samples, weights, two + each * (most - 2), most);
  }

  private static long traced(Layer network, Source learnt, int samples) {
    try (BatchWalk walk = Batches.inOrder(learnt, samples).walk(0, 0)) {
      Batch batch = walk.next();
      Pass pass = new Pass.Training(new SplittableRandom(0));
      Trace trace = Trace.of(() -> network.forward(batch.features(), pass));
      return trace.bytes() + batch.fields().values().stream().mapToLong(TrainingMemory::of).sum();
    }
  }

  private static long of(Tensor field) {
    return (long) field.shape().count() * field.elementType().bytes();
  }

  long total() {
    return samples + weights + batch;
  }

  /// Refuses a run that needs more memory than Java may use.
  ///
  /// @throws DataException with the parts and what to change
  void require(long available) {
    if (total() <= available) {
      return;
    }
    String fix =
        samples >= Math.max(weights, batch)
            ? "use fewer samples or inputs"
            : weights >= batch ? "use a smaller network" : "use a smaller --batch than " + size;
    throw new DataException(
        "train: at least %.2f GB are needed but Java may use %.2f GB; the samples take %.2f GB, the weights with their gradients, optimizer and copies %.2f GB, a batch of %,d samples %s; %s, or give Java more memory with JDK_JAVA_OPTIONS=-Xmx%dg"
            .formatted(
                total() / 1e9,
                available / 1e9,
                samples / 1e9,
                weights / 1e9,
                size,
                batch == 0 ? "more" : "%.2f GB".formatted(batch / 1e9),
                fix,
                2 * total() / (1 << 30) + 1));
  }

  /// Refuses a run that does not fit into the memory of this Java, and starting weights that do not
  /// fit the network.
  static void require(SavedModel saved, Prepared prepared) {
    long available = Runtime.getRuntime().maxMemory();
    TrainingMemory memory = ofWeights(saved, prepared);
    memory.require(available);
    memory.withBatch(saved.initialNetwork(prepared), saved.learnt(prepared)).require(available);
  }
}
