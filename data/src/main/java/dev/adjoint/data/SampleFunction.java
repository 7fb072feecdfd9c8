package dev.adjoint.data;

import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/// Samples that a function reads. It is called for all samples of a batch at the same time.
record SampleFunction(int count, IntFunction<Map<String, Tensor>> sample) implements Samples {

  SampleFunction {
    Objects.requireNonNull(
        sample, "samples: the function is null; give one from a number to the fields of a sample");
    if (count < 0) {
      throw new DataException(
          "samples: the count is %d but must be at least 0; give the number of samples"
              .formatted(count));
    }
  }

  @Override
  public Map<String, Tensor> read(int[] rows) {
    List<Future<Map<String, Tensor>>> tasks = new ArrayList<>(rows.length);
    List<Map<String, Tensor>> samples = new ArrayList<>(rows.length);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int row : rows) {
        tasks.add(threads.submit(() -> sample.apply(row)));
      }
      for (int i = 0; i < rows.length; i++) {
        samples.add(result(tasks.get(i), rows[i]));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("samples: reading was interrupted");
    }
    return Stacking.of(samples);
  }

  private static Map<String, Tensor> result(Future<Map<String, Tensor>> task, int row)
      throws InterruptedException {
    try {
      Map<String, Tensor> fields = task.get();
      return Objects.requireNonNull(
          fields, () -> "samples: the function gave null for sample %d".formatted(row));
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case Throwable cause ->
            throw new DataException("samples: sample %d cannot be read".formatted(row), cause);
        case null -> throw new DataException("samples: sample %d cannot be read".formatted(row), e);
      }
    }
  }
}
