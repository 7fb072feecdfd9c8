package dev.adjoint.serve.model;

import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.serve.http.Refusal;
import dev.adjoint.tensor.Tensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Computes the samples of requests that wait at the same time as one batch, on one thread.
///
/// While a batch is computed, new requests wait; then all waiting requests form the next batch. So
/// a single request never waits for others, and many requests share the work.
final class Batcher {

  private static final Duration IDLE = Duration.ofSeconds(60);

  private record Waiting(Tensor features, CompletableFuture<float[]> outputs) {
    int count() {
      return features.shape().size(0);
    }
  }

  private final TrainedModel model;
  private final Batching batching;
  private final IntConsumer computed;
  private final BlockingQueue<Waiting> queue;
  private volatile boolean retired;

  /// Starts the thread.
  ///
  /// @param name the name of the thread
  /// @param computed receives the number of samples of each batch
  Batcher(String name, TrainedModel model, Batching batching, IntConsumer computed) {
    this.model = model;
    this.batching = batching;
    this.computed = computed;
    this.queue = new ArrayBlockingQueue<>(batching.queue());
    Thread.ofPlatform().daemon().name(name).start(this::work);
  }

  /// The number of requests that wait.
  int waiting() {
    return queue.size();
  }

  /// The outputs for some samples.
  ///
  /// @param features `[N, …]`, prepared
  /// @throws Refusal 503 when too many wait already, or the answer takes too long
  float[] outputs(Tensor features) {
    Waiting waiting = new Waiting(features, new CompletableFuture<>());
    if (!queue.offer(waiting)) {
      throw Refusal.busy(
          "server: the queue of this model is full (%,d waiting); try again"
              .formatted(batching.queue()),
          1);
    }
    try {
      return waiting.outputs().get(batching.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      waiting.outputs().cancel(false);
      throw Refusal.busy(
          "server: the answer took longer than %d s; try again with fewer samples"
              .formatted(batching.patience().toSeconds()),
          5);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the batch failed", e.getCause());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw Refusal.busy("server: it is stopping; try again", 1);
    }
  }

  /// Lets the thread end after a minute without requests. A request holds its model for less.
  void retire() {
    retired = true;
  }

  private void work() {
    try {
      while (true) {
        Waiting first = queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          compute(gather(first));
        } else if (retired) {
          return;
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Waiting> gather(Waiting first) throws InterruptedException {
    List<Waiting> batch = new ArrayList<>();
    batch.add(first);
    int count = first.count();
    long until = System.nanoTime() + batching.gather().toNanos();
    while (count < batching.samples()) {
      @Nullable Waiting next = queue.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        break;
      }
      batch.add(next);
      count += next.count();
    }
    return batch;
  }

  private void compute(List<Waiting> all) {
    List<Waiting> batch = all.stream().filter(waiting -> !waiting.outputs().isDone()).toList();
    if (batch.isEmpty()) {
      return;
    }
    try {
      Tensor[] parts = batch.stream().map(Waiting::features).toArray(Tensor[]::new);
      Tensor features = parts.length == 1 ? parts[0] : Tensor.noGrad(() -> Tensor.concat(0, parts));
      float[] outputs = model.outputs(features);
      int count = features.shape().size(0);
      computed.accept(count);
      int width = outputs.length / count;
      int from = 0;
      for (Waiting waiting : batch) {
        float[] own = new float[waiting.count() * width];
        System.arraycopy(outputs, from, own, 0, own.length);
        from += own.length;
        waiting.outputs().complete(own);
      }
    } catch (RuntimeException | OutOfMemoryError failure) {
      batch.forEach(waiting -> waiting.outputs().completeExceptionally(failure));
    }
  }
}
